package io.hookline.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.admin.internal.access.AuditLog;
import io.hookline.admin.internal.access.RefusedCalls;
import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandAnswer.Status;
import io.hookline.shell.session.CommandRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that came by SSH, in the audit record. */
final class AuditedCommandsTest {

    @TempDir
    private Path folder;

    private static CommandRequest request(String... words) {
        return new CommandRequest(
                List.of(words), new Actor(Actor.Kind.SHELL, "ssh:ada"), Role.OPERATOR, "", null, 80, false);
    }

    private AuditedCommands commands() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-28T05:00:00Z"), ZoneOffset.UTC);
        return new AuditedCommands(new AuditLog(folder.resolve("admin-audit.jsonl")), clock);
    }

    private String file() throws IOException {
        return Files.readString(folder.resolve("admin-audit.jsonl"));
    }

    @Test
    void aCommandIsALineWithActorAndReasonAndWithoutSecrets() throws IOException {
        commands().add(request("config", "acme", "set", "password=hunter2"), "192.0.2.7", "JIRA-1", Status.DONE);
        assertThat(file())
                .isEqualTo("{\"at\":\"2026-11-28T05:00:00Z\",\"actor\":\"shell:ssh:ada\",\"role\":\"operator\","
                        + "\"address\":\"192.0.2.7\",\"operation\":\"runCommand:config\","
                        + "\"target\":\"acme set password=********\",\"reason\":\"JIRA-1\",\"status\":200}\n");
    }

    @Test
    void failuresAreRecordedAndRefusedCallsPushNothingOut() throws IOException {
        AuditedCommands commands = commands();
        commands.add(request("swap", "x@1"), "::1", "", Status.FAILED);
        for (int i = 0; i < 20; i++) {
            commands.add(request("token", "create", "x"), "::1", "", Status.FORBIDDEN);
        }
        assertThat(file().lines()).hasSize(1 + RefusedCalls.MOST);
        assertThat(file()).contains("\"status\":422").contains("\"status\":403");
    }

    @Test
    void noReasonControlsATerminalThatShowsTheFile() throws IOException {
        commands().add(request("stop", "x"), "::1", "a\u001b[2J\r\n\u009b\u202e\u2066\u2028ä", Status.DONE);
        assertThat(file())
                .contains("a\\u001B[2J\\r\\n\\u009B\\u202E\\u2066\\u2028ä")
                .doesNotContain("\u001b", "\r", "\u009b", "\u202e", "\u2028")
                .hasLineCount(1);
        assertThat(new AuditLog(folder.resolve("admin-audit.jsonl"))
                        .latest(1)
                        .get(0)
                        .reason())
                .isEqualTo("a\u001b[2J\r\n\u009b\u202e\u2066\u2028ä");
    }
}
