package io.hookline.admin.internal.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens, in a file that only its owner can read. The secrets themselves are nowhere. Safe for use by many threads.
 */
public final class Tokens {

    /** How a token begins, so that scanners of repositories find one that was checked in. */
    static final String PREFIX = "hookline_";

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MOST = 1_000;

    private final Path file;
    private final Clock clock;

    /** By the digest of their secrets; guarded by this object. */
    private final Map<String, Token> tokens = new LinkedHashMap<>();

    /** Why the file cannot be used; empty if it can. */
    private final String problem;

    /** Reads the file; without one there are no tokens. If it cannot be read, no token is known, and it stays. */
    public Tokens(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        String found = "";
        try {
            if (Files.exists(file)) {
                read(Files.readString(file, StandardCharsets.UTF_8))
                        .forEach(token -> tokens.put(token.sha256(), token));
            }
        } catch (IOException e) {
            found = String.valueOf(e.getMessage());
            LOG.error("no token is known: {}", found);
        }
        problem = found;
    }

    private List<Token> read(String text) throws IOException {
        try {
            List<Token> read = Holder.MAPPER.readValue(text, new TypeReference<>() {});
            for (Token token : read) {
                if (token.role() == Role.OWNER) {
                    throw new IOException(file + " has a token with the role owner, which no token can have");
                }
                if (!NAME.matcher(token.name()).matches()) {
                    throw new IOException(file + " has a token named \"" + Printable.excerpt(token.name())
                            + "\", which no token can be called: revoked tokens are deleted from it");
                }
                token.isExpired(clock.instant());
            }
            return read;
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IOException(
                    file + " cannot be read: restore it, or delete it and create new tokens. The cause: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Creates a token.
     *
     * @param lifetime null for one that does not expire
     * @param by who creates it
     * @throws IllegalArgumentException if the name is invalid or taken, the role is the owner's, or there are too many
     * @throws IllegalStateException if the file cannot be read
     * @throws UncheckedIOException if it cannot be written
     */
    public synchronized Token.New create(String name, Role role, @Nullable Duration lifetime, String by) {
        checkUsable();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A token's name has at most 64 letters, digits, dots, hyphens and"
                    + " underscores, and begins with a letter or digit, unlike \"" + Printable.of(name) + "\"");
        }
        if (role == Role.OWNER) {
            throw new IllegalArgumentException("A token's role is viewer, operator or admin");
        }
        if (tokens.values().stream().anyMatch(token -> token.name().equals(name))) {
            throw new IllegalArgumentException(
                    "There is a token named " + name + " already. Revoke it first: hook:token" + " revoke " + name);
        }
        if (tokens.size() >= MOST) {
            throw new IllegalArgumentException("There are " + MOST + " tokens already; revoke some: hook:token list");
        }
        Instant now = clock.instant();
        String secret = PREFIX + Secrets.next();
        String expires = lifetime == null ? null : now.plus(lifetime).toString();
        Token token = new Token(name, role, Secrets.digest(secret), now.toString(), by, expires);
        tokens.put(token.sha256(), token);
        try {
            write();
        } catch (UncheckedIOException e) {
            tokens.remove(token.sha256());
            throw e;
        }
        return new Token.New(name, role.word(), expires, secret);
    }

    /**
     * Revokes a token at once.
     *
     * @return false if there is none of that name
     * @throws IllegalStateException if the file cannot be read
     * @throws UncheckedIOException if that cannot be written; the token is revoked until the process ends
     */
    public synchronized boolean revoke(String name) {
        checkUsable();
        boolean revoked = tokens.values().removeIf(token -> token.name().equals(name));
        if (revoked) {
            write();
        }
        return revoked;
    }

    private void checkUsable() {
        if (!problem.isEmpty()) {
            throw new IllegalStateException(problem);
        }
    }

    private void write() {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                OwnerOnly.createDirectories(folder);
            }
            DurableFile.write(file, Holder.MAPPER.writeValueAsBytes(List.copyOf(tokens.values())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tokens, in the order in which they were created. */
    public synchronized List<Token.Shown> list() {
        Instant now = clock.instant();
        return tokens.values().stream().map(token -> token.shown(now)).toList();
    }

    /** The token with a secret, expired or not. */
    public synchronized Optional<Token> find(String secret) {
        return secret.startsWith(PREFIX) ? Optional.ofNullable(tokens.get(Secrets.digest(secret))) : Optional.empty();
    }

    /**
     * Whether a token can still be used.
     *
     * @param sha256 its digest: another token may have its name later
     */
    public synchronized boolean isValid(String sha256) {
        Token token = tokens.get(sha256);
        return token != null && !token.isExpired(clock.instant());
    }

    /** Built when it is first used. */
    private static final class Holder {
        static final ObjectMapper MAPPER = JsonMapper.builder().build();
    }
}
