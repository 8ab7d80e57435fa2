package io.hookline.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.admin.internal.access.AuditEntry;
import io.hookline.admin.internal.access.LoginCodes;
import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.table.CommandId;
import io.hookline.shell.internal.table.CommandRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that decide who may do what. */
final class AccessCommandsTest {

    @TempDir
    private Path folder;

    private AccessService access;

    @BeforeEach
    void open() {
        access = new AccessService(folder, Duration.ofHours(8), () -> null, Clock.systemUTC());
    }

    private static String run(Role role, Command command, String name, String... words) {
        return new CommandRun(new CommandId("hook", name), () -> command, new Ada(role))
                .run(List.of(words))
                .text();
    }

    private String token(String... words) {
        return run(Role.ADMIN, new TokenCommand(access), "token", words);
    }

    @Test
    void aTokenIsShownOnceListedAndRevoked() {
        String shown = token("create", "build", "--role", "operator", "--expires=12h");
        String secret = shown.lines().findFirst().orElse("");
        assertThat(shown).contains("with the role operator", "It is not shown again.");
        assertThat(access.guards().tokens().find(secret)).get().satisfies(token -> assertThat(token.role())
                .isEqualTo(Role.OPERATOR));
        assertThat(token("list")).contains("build", "operator", "shell:ada").doesNotContain(secret);
        assertThat(token("revoke", "build")).isEqualTo("Revoked the token build.\n");
        assertThat(access.guards().tokens().find(secret)).isEmpty();
        assertThat(access.guards().audit().latest(9))
                .extracting(AuditEntry::operation)
                .containsExactly("token revoke", "token create");
        assertThat(token("create", "watch", "--reason", "JIRA-1")).contains("with the role viewer");
        assertThat(access.guards().audit().latest(1))
                .extracting(AuditEntry::reason)
                .containsExactly("JIRA-1");
    }

    @Test
    void wrongWordsAreRefusedWithTheCure() {
        assertThatThrownBy(() -> token("make", "x")).hasMessageContaining("knows create, list and revoke");
        assertThatThrownBy(() -> token("create")).hasMessageContaining("needs NAME");
        assertThatThrownBy(() -> token("create", "x", "--role=owner"))
                .hasMessageContaining("viewer, operator or admin");
        assertThatThrownBy(() -> token("create", "x", "--expires=soon")).hasMessageContaining("45m, 12h or 30d");
        assertThatThrownBy(() -> token("revoke", "x")).hasMessageContaining("There is no token named x");
    }

    @Test
    void onlyAdministratorsDecideWhoMayDoWhat() {
        assertThatThrownBy(() -> run(Role.OPERATOR, new TokenCommand(access), "token", "list"))
                .hasMessageContaining("needs the role admin");
        assertThatThrownBy(() -> run(Role.OPERATOR, new ConsoleCommand(access), "console"))
                .hasMessageContaining("needs the role admin");
    }

    @Test
    void theConsolesAddressLogsInOnce() throws Exception {
        assertThatThrownBy(() -> run(Role.OWNER, new ConsoleCommand(access), "console"))
                .hasMessageContaining("There is no TCP listener");
        access.listensAt("http://127.0.0.1:8181", false);
        String url = new ObjectMapper()
                .readTree(run(Role.OWNER, new ConsoleCommand(access), "console", "--json"))
                .path("url")
                .asText();
        assertThat(url).startsWith("http://127.0.0.1:8181/login?code=");
        LoginCodes codes = access.guards().codes();
        String code = url.substring(url.indexOf('=') + 1);
        assertThat(codes.use(code)).get().satisfies(used -> assertThat(used.role())
                .isEqualTo(Role.ADMIN));
        assertThat(codes.use(code)).isEmpty();
    }

    private record Ada(Role role) implements CommandRun.Console {

        @Override
        public void print(String text) {}

        @Override
        public void redraw(String text) {}

        @Override
        public int width() {
            return 300;
        }

        @Override
        public @Nullable Path folder() {
            return null;
        }

        @Override
        public Actor actor() {
            return new Actor(Actor.Kind.SHELL, "ada");
        }
    }
}
