package io.hookline.plugin.ssh.internal;

import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.RegularFile;
import io.hookline.shell.command.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the public keys that may log in, a line each as OpenSSH has them, with a role ahead and a name behind:
 * {@code role="operator" ssh-ed25519 AAAA… alice}. It is read at each login, so a key that is removed logs in no more.
 * A line without a role, with another option, or without a name counts for nothing. Safe for use by many threads.
 */
final class AuthorizedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorizedKeys.class);
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_NAME = 64;
    private static final List<Role> ROLES = List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN);

    private final Path file;

    AuthorizedKeys(Path file) {
        this.file = file;
    }

    /** Who a key belongs to; empty if it is not in the file, or the file cannot be trusted. */
    Optional<Person> find(PublicKey key) {
        try {
            requireSafe();
            for (Entry entry : read()) {
                if (KeyUtils.compareKeys(entry.key(), key)) {
                    return Optional.of(entry.person());
                }
            }
        } catch (NoSuchFileException e) {
            LOG.warn("no one can log in by SSH: write the public keys to {}", file);
        } catch (IOException e) {
            LOG.error("no one can log in by SSH: {}", e.getMessage());
        }
        return Optional.empty();
    }

    /** Who can write the file can log in as an administrator. */
    private void requireSafe() throws IOException {
        if (OwnerOnly.isChangeableByOthers(file)) {
            throw new IOException(
                    file
                            + " can be changed by others: chmod 600 it, or on Windows icacls FILE /inheritance:r /grant:r USER:F");
        }
    }

    private List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                try {
                    entries.add(entry(line.strip()));
                } catch (IOException | GeneralSecurityException | RuntimeException e) {
                    LOG.warn("line {} of {} counts for nothing: {}", number, file, e.getMessage());
                }
            }
        }
        return entries;
    }

    private static Entry entry(String line) throws IOException, GeneralSecurityException {
        AuthorizedKeyEntry parsed = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
        if (parsed == null) {
            throw new IOException("it has no key");
        }
        if (!parsed.getLoginOptions().keySet().equals(Set.of("role"))) {
            throw new IOException(
                    "it begins with role=\"viewer\", role=\"operator\" or role=\"admin\", and has no other"
                            + " option");
        }
        String word = String.valueOf(parsed.getLoginOptions().get("role")).toLowerCase(Locale.ROOT);
        Role role = ROLES.stream()
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IOException("a role is viewer, operator or admin"));
        String name = parsed.getComment() == null ? "" : parsed.getComment().strip();
        if (!name.matches("[\\p{Alnum}._@ -]{1," + LONGEST_NAME + "}")) {
            throw new IOException("behind the key stands whose it is: letters, digits, blanks and . _ @ -");
        }
        PublicKey key = parsed.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        if (key == null) {
            throw new IOException("its key is of a kind that is not known");
        }
        return new Entry(key, new Person(name, role));
    }

    private record Entry(PublicKey key, Person person) {}
}
