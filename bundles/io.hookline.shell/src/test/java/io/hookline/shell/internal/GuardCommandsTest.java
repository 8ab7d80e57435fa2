package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code hook:guard} prints and refuses. */
final class GuardCommandsTest {

    private final CommandSession session = FakeSession.wide(200);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream before = System.out;
    private final GuardCommands commands = new GuardCommands(Optional.of(FakeRuntime.guards()));

    @BeforeEach
    void catchOutput() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveOutputBack() {
        System.setOut(before);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsWhereHooksRunAndWhyABreakerIsOpen() {
        commands.guard(session, false, false);
        assertThat(printed())
                .contains("http.pre-request  rate  acme.rate@1.0.0  skip (open)", "OPEN 2 s", "17")
                .contains("abort (closed)")
                .doesNotContain("\u001B");
    }

    @Test
    void aNameShowsItsHooksOnly() {
        commands.guard(session, false, false, "acme.key");
        assertThat(printed()).contains("acme.key").doesNotContain("acme.rate");
    }

    @Test
    void eventsAreShownWithTheirReasons() {
        commands.guard(session, false, true);
        assertThat(printed()).contains("TRIPPED", "rate", "boom");
    }

    @Test
    void resetClosesBreakersAndSaysHowMany() {
        commands.guard(session, false, false, "reset", "rate");
        commands.guard(session, false, false, "reset", "key");
        assertThat(printed()).contains("Closed 1 breaker of rate.", "No breaker of key is open: nothing to reset.");
    }

    @Test
    void whatItDoesNotUnderstandItRefuses() {
        assertThatThrownBy(() -> commands.guard(session, false, false, "reset"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("Usage: hook:guard");
        assertThatThrownBy(() -> commands.guard(session, false, false, "acme.kee"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("acme.key");
        assertThatThrownBy(() -> new GuardCommands(Optional.empty()).guard(session, false, false))
                .hasMessageContaining("The core is not running");
    }
}
