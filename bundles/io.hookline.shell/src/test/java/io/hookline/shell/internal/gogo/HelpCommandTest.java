package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.internal.table.CommandId;
import io.hookline.shell.internal.table.CommandTable;
import io.hookline.shell.internal.table.OfferedCommand;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HelpCommandTest {

    private static final FelixHelp FELIX = new FelixHelp(null) {
        @Override
        Optional<String> of(String name) {
            return name.equals("lb") ? Optional.of("lb - list bundles\n") : Optional.empty();
        }

        @Override
        List<String> names() {
            return List.of("felix:lb", "felix:start", "gogo:cat", "hook:greet");
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
        table.add(new OfferedCommand(new CommandId("hook", name), bundle, "1.0.0", false, GreetCommand::new));
    }

    @Test
    void listsTheCommandsInGroupsWithOneLineEachAndThoseThatWereRefused() {
        offer("greet", "one");
        offer("greet", "two");
        offer("status", "io.hookline.shell");
        offer("bow", "one");
        assertThat(shell.run("help"))
                .isEqualTo(
                        """
                See what runs
                  hook:status  Greets a person.
                Of one 1.0.0
                  hook:bow     Greets a person.
                  hook:greet   Greets a person.
                Refused: hook:greet of two: the bundle one has a command of this name
                Usage and examples of one: help COMMAND. The framework's commands: help --all.
                """);
        assertThat(shell.wide(24).run("help").lines().toList()).contains("  hook:greet   Greets a…");
        assertThat(shell.json("help", "--json").at("/commands/0/bundle").asText())
                .isEqualTo("one");
    }

    @Test
    void listsTheCommandsOfTheFrameworkOnlyWhenAsked() {
        offer("greet", "one");
        assertThat(shell.run("help")).doesNotContain("felix");
        assertThat(shell.run("help", "--all")).contains("Of the framework\n  felix: lb start\n  gogo: cat\n");
    }

    @Test
    void listsACommandThatCannotBeDescribed() {
        offer("greet", "one");
        table.add(new OfferedCommand(new CommandId("hook", "broken"), "two", "1.0.0", false, () -> {
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
