package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class GogoCommandTest {

    private final CommandShell shell = new CommandShell(new GreetCommand());

    @Test
    void aTableIsPrintedAfterTheProgressAndAheadOfTheFooter() {
        assertThat(shell.run("greet", "Ada\u001B", "--times=2"))
                .isEqualTo(
                        """
                thinking\\u001B[2J
                NAME       TIMES
                Ada\\u001B  2
                That is all.
                """);
        assertThat(shell.run("greet", "Ada", "--times=3")).isEqualTo("thinking\\u001B[2J\nNo greeting.\n");
    }

    @Test
    void jsonIsTheRecordAndNothingElse() {
        assertThat(shell.run("greet", "Ada", "--json"))
                .isEqualTo(
                        """
                [
                  {
                    "name" : "Ada",
                    "times" : 1
                  }
                ]
                """);
    }

    @Test
    void aResultIsPrintedAsYamlThatControlsNothing() {
        assertThat(shell.run("greet", "-o", "yaml", "A\u202Eda: \u001B[2J"))
                .isEqualTo(
                        """
                ---
                - name: "A\\u202eda: \\e[2J"
                  times: 1
                """);
        assertThat(shell.json("greet", "--output=json", "Ada")).isEqualTo(shell.json("greet", "--json", "Ada"));
        assertThatThrownBy(() -> shell.run("greet", "-o", "xml", "Ada"))
                .hasMessageStartingWith("hook:greet takes --output table, json or yaml, not \"xml\".");
        assertThatThrownBy(() -> shell.run("greet", "--json", "-o", "yaml", "Ada"))
                .hasMessageStartingWith("hook:greet takes --output or --json, not both.");
        assertThat(shell.run("greet", "-h", "-o", "yaml")).startsWith("---\ncommand: hook:greet\n");
    }

    @Test
    void helpIsMadeFromTheDescription() {
        assertThat(shell.run("greet", "--help"))
                .isEqualTo(
                        """
                hook:greet: Greets a person.

                Usage:
                  hook:greet [OPTION…] NAME [FILE]

                It says Hello.

                Options:
                  --times N         Greets so often, not 'once'.
                  --fail            Fails in the end.
                  --output FORMAT   Prints the result as table, json or yaml; -o FORMAT for short.
                  --json            Prints JSON: the same as -o json.
                  --help            Prints this help.

                Examples:
                  hook:greet Ada
                """);
        assertThat(shell.json("greet", "--help", "--json").at("/options/0/name").asText())
                .isEqualTo("--times");
        assertThat(shell.wide(40).run("greet", "--help").lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
    }

    @Test
    void aTextThatIsTooWideForTheTerminalIsFoldedBetweenWords() {
        CommandShell telling = new CommandShell(new TellCommand()).wide(40);
        assertThat(telling.run("tell"))
                .isEqualTo("Deleted the configuration of\n  org.example; a later line brings it\n  back.\n");
    }

    @Test
    void aResultThatFailsIsPrintedFirst() {
        assertThatThrownBy(() -> shell.run("greet", "--fail", "Ada"))
                .isInstanceOf(CommandException.class)
                .hasToString("It has failed.");
        assertThat(shell.printed()).endsWith("Hello\n");
    }

    @Test
    void anInterruptEndsTheCommandWithAShortWord() {
        CommandShell interrupted = new CommandShell(new InterruptedCommand());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> interrupted.run("interrupted"))
                .hasToString("Interrupted; what was published already stays: hook:status");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(interrupted.printed()).isEmpty();
    }

    @Test
    void anErrorOfACommandIsShownEscaped() {
        CommandShell failing = new CommandShell(new ErrorCommand());
        assertThatThrownBy(() -> failing.run("error"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("\\u001B[2J")
                .hasMessageNotContaining("\u001b");
        assertThat(failing.run("error", "--help")).contains("--\\u001B").doesNotContain("\u001b");
    }

    /** Answers with a line of 70 characters. */
    private static final class TellCommand implements Command {

        @Override
        public CommandDescription description() {
            return CommandDescription.of("Tells.");
        }

        @Override
        public CommandResult run(CommandContext context) {
            return CommandResult.text(
                    List.of(), width -> "Deleted the configuration of org.example; a later line brings it back.\n");
        }
    }

    /** Throws an error, and has an option that a terminal would obey. */
    private static final class ErrorCommand implements Command {

        @Override
        public CommandDescription description() {
            return CommandDescription.of("Fails.").withOptions(CommandOption.flag("--\u001b[2J", "Clears."));
        }

        @Override
        public CommandResult run(CommandContext context) {
            throw new AssertionError("\u001b[2J");
        }
    }

    /** Waits for ever. */
    private static final class InterruptedCommand implements Command {

        @Override
        public CommandDescription description() {
            return CommandDescription.of("Waits.");
        }

        @Override
        public CommandResult run(CommandContext context) throws InterruptedException {
            new CountDownLatch(1).await();
            throw new IllegalStateException("nothing has interrupted it");
        }
    }
}
