package io.hookline.admin.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, sessions, guesses and the audit record, without a listener. */
final class AccessTest {

    private static final Actor ADA = new Actor(Actor.Kind.API, "ada");
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    private Path folder;

    private static Clock at(Duration later) {
        return Clock.fixed(NOON.plus(later), ZoneOffset.UTC);
    }

    /** Users of an identity provider are {@code oidc:NAME}, those of SSH {@code ssh:NAME}: no token is called so. */
    @Test
    void noTokenHasTheNameOfAUserOrControlsATerminal(@TempDir Path folder) {
        Tokens tokens = new Tokens(folder.resolve("tokens.json"), Clock.systemUTC());
        for (String name : List.of("oidc:alice", "ssh:alice", "a\u001b[2J", "a\nb", "a\u202eb", "a b", "", "-a")) {
            assertThatThrownBy(() -> tokens.create(name, Role.VIEWER, null, "test"))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("\u001b", "\n", "\u202e");
        }
        assertThat(tokens.list()).isEmpty();
    }

    /** By hand, or by someone who could write the file. */
    @Test
    void aFileWithSuchATokenIsRefusedAsAWhole(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tokens.json");
        Tokens before = new Tokens(file, Clock.systemUTC());
        String secret = before.create("alice", Role.ADMIN, null, "test").token();
        Files.writeString(file, Files.readString(file).replace("\"alice\"", "\"oidc:alice\""));
        Tokens after = new Tokens(file, Clock.systemUTC());
        assertThat(after.find(secret)).isEmpty();
        assertThatThrownBy(() -> after.create("x", Role.VIEWER, null, "test")).hasMessageContaining("oidc:alice");
    }

    @Test
    void tokensOutliveTheProcessAndNoSecretIsKept() {
        Path file = folder.resolve("tokens.json");
        String secret = new Tokens(file, at(Duration.ZERO))
                .create("build", Role.OPERATOR, Duration.ofDays(1), "ada")
                .token();
        Tokens later = new Tokens(file, at(Duration.ofHours(23)));
        assertThat(later.find(secret)).get().extracting(Token::role).isEqualTo(Role.OPERATOR);
        String digest = later.find(secret).orElseThrow().sha256();
        assertThat(later.isValid(digest)).isTrue();
        assertThat(new Tokens(file, at(Duration.ofDays(1))).isValid(digest)).isFalse();
        assertThat(file).content().doesNotContain(secret.substring(9));
        assertThat(later.find("hookline_x")).isEmpty();
        assertThat(later.find(secret.substring(1))).isEmpty();
    }

    @Test
    void aDamagedFileOfTokensIsKeptAndLetsNoOneIn() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens.json"), "[{\"name\":");
        Tokens tokens = new Tokens(file, at(Duration.ZERO));
        assertThat(tokens.list()).isEmpty();
        assertThatThrownBy(() -> tokens.create("a", Role.ADMIN, null, "ada"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("restore it, or delete it");
        assertThat(file).hasContent("[{\"name\":");
    }

    @Test
    void noFileMakesAnOwner() throws Exception {
        Path file = Files.writeString(
                folder.resolve("tokens.json"),
                "[{\"name\":\"a\",\"role\":\"OWNER\",\"sha256\":\"x\",\"created\":\"\",\"by\":\"\",\"expires\":null}]");
        assertThat(new Tokens(file, at(Duration.ZERO)).list()).isEmpty();
    }

    @Test
    void aSessionEndsWithItsTokenEvenIfAnotherTokenGetsTheName() {
        Tokens tokens = new Tokens(folder.resolve("tokens.json"), at(Duration.ZERO));
        Sessions sessions = new Sessions(Duration.ofHours(8), tokens, at(Duration.ZERO));
        String secret = tokens.create("ada", Role.ADMIN, null, "eve").token();
        Token token = tokens.find(secret).orElseThrow();
        String cookie =
                sessions.begin(ADA, Role.ADMIN, token.sha256(), null, null).cookie();
        assertThat(sessions.find(cookie)).isPresent();
        tokens.revoke("ada");
        tokens.create("ada", Role.VIEWER, null, "eve");
        assertThat(sessions.find(cookie)).isEmpty();
    }

    @Test
    void theOldestSessionOfAnActorEndsWhenThereAreTooMany() {
        Tokens tokens = new Tokens(folder.resolve("tokens.json"), at(Duration.ZERO));
        Sessions sessions = new Sessions(Duration.ofHours(8), tokens, at(Duration.ZERO));
        String other = sessions.begin(new Actor(Actor.Kind.API, "eve"), Role.VIEWER, null, null, null)
                .cookie();
        List<String> cookies = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            cookies.add(sessions.begin(ADA, Role.VIEWER, null, null, null).cookie());
        }
        assertThat(sessions.find(cookies.get(0))).isEmpty();
        assertThat(sessions.find(cookies.get(1))).isPresent();
        assertThat(sessions.find(other)).isPresent();
    }

    @Test
    void whoGuessesOnWaitsLongerUpToAMinute() {
        List<Long> waits = new ArrayList<>();
        GuessLimiter limiter = new GuessLimiter(at(Duration.ZERO));
        for (int i = 0; i < 15; i++) {
            limiter.failed("10.0.0.1", "guess " + i);
            waits.add(limiter.secondsToWait("10.0.0.1"));
        }
        assertThat(waits)
                .startsWith(0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L)
                .last()
                .isEqualTo(60L);
        assertThat(limiter.secondsToWait("10.0.0.2")).isZero();
        limiter.succeeded("10.0.0.1");
        assertThat(limiter.secondsToWait("10.0.0.1")).isZero();
    }

    @Test
    void theAuditRecordIsContinuedAndRotated() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        AuditLog log = new AuditLog(file, 500);
        for (int i = 0; i < 40; i++) {
            log.append(new AuditEntry("2026-11-27", "ada", "admin", "socket", "op", "line\nbreak " + i, "why", 200));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(5);
        }
        AuditLog again = new AuditLog(file, 500);
        assertThat(again.latest(1).get(0).target()).isEqualTo("line\nbreak 39");
        assertThat(Files.readAllLines(file)).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }
}
