package io.hookline.shell.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.Completion;
import io.hookline.shell.internal.gogo.CommandShell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code hook:guard} prints and refuses. */
final class GuardCommandTest {

    private final CommandShell shell = new CommandShell(new GuardCommand(FakeCore.of(FakeRuntime.busy()))).wide(200);

    @Test
    void showsWhereHooksRunAndWhyABreakerIsOpen() {
        shell.run("guard");
        assertThat(shell.printed())
                .contains("http.pre-request  rate  acme.rate@1.0.0  skip (open)", "OPEN 2 s", "17")
                .contains("abort (closed)")
                .doesNotContain("\u001B");
    }

    @Test
    void aNameShowsItsHooksOnly() {
        shell.run("guard", "acme.key");
        assertThat(shell.printed()).contains("acme.key").doesNotContain("acme.rate");
    }

    @Test
    void eventsAreShownWithTheirReasons() {
        shell.run("guard", "--events");
        assertThat(shell.printed()).contains("TRIPPED", "rate", "boom");
    }

    @Test
    void resetClosesBreakersAndSaysHowMany() {
        shell.run("guard", "reset", "rate");
        shell.run("guard", "reset", "key");
        assertThat(shell.printed())
                .contains(
                        "Reset 1 guard of rate.",
                        "No breaker of key is open, and it has not blocked: nothing to reset.");
    }

    @Test
    void tabBehindResetOffersHooksAndPlugins() {
        Completion second = new GuardCommand(FakeCore.of(FakeRuntime.busy()))
                .description()
                .arguments()
                .get(1)
                .completion();
        assertThat(second.values(List.of("reset"))).contains("rate", "acme.rate");
        assertThat(second.values(List.of("rate"))).isEmpty();
    }

    @Test
    void whatItDoesNotUnderstandItRefuses() {
        assertThatThrownBy(() -> shell.run("guard", "reset"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("Usage: hook:guard");
        assertThatThrownBy(() -> shell.run("guard", "acme.kee"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("acme.key");
        assertThatThrownBy(() -> new CommandShell(new GuardCommand(FakeCore.missing())).run("guard"))
                .hasMessageContaining("The core is not running");
    }
}
