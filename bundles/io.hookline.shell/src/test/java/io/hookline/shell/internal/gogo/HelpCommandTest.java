package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HelpCommandTest {

    private static final FelixHelp FELIX = new FelixHelp(null) {
        @Override
        Optional<String> of(String name) {
            return name.equals("lb") ? Optional.of("lb - list bundles\n") : Optional.empty();
        }
    };

    private final CommandTable table = new CommandTable(new CommandTable.Functions() {
        @Override
        public boolean isTaken(CommandId id) {
            return false;
        }

        @Override
        public Runnable register(OfferedCommand command) {
            return () -> {};
        }
    });
    private final CommandShell shell = new CommandShell(new HelpCommand(table, FELIX));

    private void offer(String name, String bundle) {
        table.add(new OfferedCommand(new CommandId("hook", name), bundle, false, GreetCommand::new));
    }

    @Test
    void listsTheCommandsAndThoseThatWereRefused() {
        offer("greet", "one");
        offer("greet", "two");
        offer("bow", "one");
        assertThat(shell.run("help"))
                .isEqualTo(
                        """
                COMMAND     DOES
                hook:bow    Greets a person.
                hook:greet  Greets a person.
                Refused: hook:greet of two: the bundle one has a command of this name
                Help of one: COMMAND --help. The commands of Felix: felix:help.
                """);
        assertThat(shell.json("help", "--json").at("/commands/0/bundle").asText())
                .isEqualTo("one");
    }

    @Test
    void listsACommandThatCannotBeDescribed() {
        offer("greet", "one");
        table.add(new OfferedCommand(new CommandId("hook", "broken"), "two", false, () -> {
            throw new AssertionError("thrown by a test\u001b[2J");
        }));
        assertThat(shell.run("help"))
                .contains("hook:broken", "cannot be described", "hook:greet")
                .doesNotContain("\u001b");
    }

    @Test
    void showsTheHelpThatFelixHasOfItsOwnCommands() {
        assertThat(shell.run("help", "lb")).isEqualTo("lb - list bundles\n");
    }

    @Test
    void showsTheHelpOfOneWithOrWithoutItsScope() {
        offer("greet", "one");
        assertThat(shell.run("help", "greet"))
                .startsWith("hook:greet: Greets a person.\n")
                .isEqualTo(shell.run("help", "hook:greet"));
        assertThatThrownBy(() -> shell.run("help", "gret"))
                .hasToString("No command is named gret. Did you mean greet? There is: greet.");
    }
}
