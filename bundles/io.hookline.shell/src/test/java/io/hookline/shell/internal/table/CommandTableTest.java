package io.hookline.shell.internal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.command.CommandException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class CommandTableTest {

    private final Set<String> functions = new TreeSet<>();
    private final Set<String> foreign = new TreeSet<>();
    private final CommandTable table = new CommandTable(new CommandTable.Functions() {
        @Override
        public boolean isTaken(CommandId id) {
            return id.scope().equals("felix") || foreign.contains(id.toString());
        }

        @Override
        public Runnable register(OfferedCommand command) {
            String function = command.id() + " of " + command.bundle();
            functions.add(function);
            return () -> functions.remove(function);
        }
    });

    private static OfferedCommand offer(String scope, String name, String bundle) {
        return new OfferedCommand(new CommandId(scope, name), bundle, "1.0.0", bundle.equals("shell"), () -> null);
    }

    @Test
    void aCommandIsAFunctionWhileItsServiceIsThere() {
        OfferedCommand command = offer("hook", "greet", "plugin");
        table.add(command);
        assertThat(functions).containsExactly("hook:greet of plugin");
        assertThat(table.find("hook:greet")).contains(command);
        table.remove(command);
        assertThat(functions).isEmpty();
        assertThat(table.find("hook:greet")).isEmpty();
        assertThat(table.commands()).isEmpty();
    }

    @Test
    void aSecondCommandOfANameIsRefusedUntilTheNameIsFree() {
        OfferedCommand first = offer("hook", "greet", "one");
        table.add(first);
        table.add(offer("hook", "greet", "two"));
        assertThat(functions).containsExactly("hook:greet of one");
        assertThat(table.refused())
                .containsExactly(new CommandTable.RefusedCommand(
                        "hook:greet", "two", "the bundle one has a command of this name"));
        table.remove(first);
        assertThat(functions).containsExactly("hook:greet of two");
        assertThat(table.refused()).isEmpty();
    }

    @Test
    void theShellsOwnCommandsKeepTheirNamesWheneverTheyArrive() {
        OfferedCommand early = offer("hook", "points", "plugin");
        table.add(early);
        table.add(offer("hook", "points", "shell"));
        assertThat(functions).containsExactly("hook:points of shell");
        assertThat(table.refused())
                .containsExactly(new CommandTable.RefusedCommand(
                        "hook:points", "plugin", "Hookline itself has a command of this name"));
        table.add(offer("hook", "points", "third"));
        assertThat(functions).containsExactly("hook:points of shell");
        table.remove(early);
        assertThat(functions).containsExactly("hook:points of shell");
    }

    @Test
    void aNameOfGogosOwnAndANameThatCannotBeTypedAreRefused() {
        table.add(offer("felix", "stop", "plugin"));
        table.add(offer("hook", "", "plugin"));
        table.add(offer("hook", "a b", "plugin"));
        assertThat(functions).isEmpty();
        assertThat(table.refused())
                .extracting(CommandTable.RefusedCommand::reason)
                .containsExactly(
                        "another bundle has a function of this name in Gogo",
                        "its name has to consist of at most 64 lower-case letters, digits and hyphens",
                        "its name has to consist of at most 64 lower-case letters, digits and hyphens");
    }

    @Test
    void aRefusedCommandThatLeavesTakesNothingWithIt() {
        table.add(offer("hook", "greet", "one"));
        OfferedCommand second = offer("hook", "greet", "two");
        table.add(second);
        table.remove(second);
        assertThat(functions).containsExactly("hook:greet of one");
    }

    @Test
    void aCommandWhoseComponentDoesNotStartSaysSo() {
        assertThatThrownBy(() -> offer("hook", "greet", "plugin").command())
                .isInstanceOf(CommandException.class)
                .hasMessage("The command hook:greet of plugin is not available: its component did not start. Why:"
                        + " log/hookline.log");
    }

    @Test
    void aCommandThatAFunctionOfGogoKeptOutIsTakenInWhenTheFunctionLeaves() {
        foreign.add("hook:greet");
        table.add(offer("hook", "greet", "plugin"));
        table.offerAgain();
        assertThat(functions).isEmpty();
        foreign.clear();
        table.offerAgain();
        assertThat(functions).containsExactly("hook:greet of plugin");
        assertThat(table.refused()).isEmpty();
    }
}
