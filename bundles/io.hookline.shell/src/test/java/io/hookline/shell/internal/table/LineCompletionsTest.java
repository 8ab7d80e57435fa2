package io.hookline.shell.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.internal.gogo.GreetCommand;
import io.hookline.shell.session.CommandOffers;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineCompletionsTest {

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
    private final LineCompletions completions = new LineCompletions(table);

    private void offer(String name, Command command) {
        table.add(new OfferedCommand(new CommandId("hook", name), "plugin", "1.0.0", false, () -> command));
    }

    private List<String> at(String typed, String... words) {
        return completions.of("hook:" + words[0], List.of(words).subList(1, words.length), typed).words().stream()
                .map(CommandOffers.Word::word)
                .toList();
    }

    @Test
    void valuesAreOfferedAtTheirPlaceOnly() {
        offer("greet", new GreetCommand());
        assertThat(at("", "greet")).containsExactly("Ada", "Alan");
        assertThat(at("", "greet", "--times")).containsExactly("2", "3");
        assertThat(at("", "greet", "--times", "2", "--fail")).containsExactly("Ada", "Alan");
        assertThat(at("", "greet", "--times=2")).containsExactly("Ada", "Alan");
        assertThat(at("", "nothing")).isEmpty();
        assertThat(completions.of("hook:greet", List.of("Ada"), "").files()).isTrue();
        assertThat(completions.of("hook:greet", List.of("Ada", "file"), "").files())
                .isFalse();
    }

    @Test
    void optionsAreOfferedBehindAHyphenAndWhereNothingElseFits() {
        offer("greet", new GreetCommand());
        assertThat(at("-", "greet")).containsExactly("--times", "--fail", "--output", "--json", "--help");
        assertThat(at("-", "greet", "--fail")).containsExactly("--times", "--output", "--json", "--help");
        assertThat(at("", "greet", "-o")).containsExactly("json", "table", "yaml");
        assertThat(at("-", "greet", "--")).containsExactly("Ada", "Alan");
        assertThat(at("", "greet", "Ada", "file")).contains("--times");
    }

    @Test
    void valuesDependOnTheArgumentsBeforeAndStandInOrder() {
        offer(
                "set",
                new SetCommand(Completion.after(
                        before -> before.isEmpty() ? List.of("first", "second") : List.of("b10=", "b9=", "a="))));
        assertThat(at("", "set")).containsExactly("first", "second");
        assertThat(at("", "set", "first")).containsExactly("a=", "b9=", "b10=");
        assertThat(at("", "set", "first", "b9=5")).containsExactly("a=", "b10=");
        assertThat(completions.of("hook:set", List.of("first"), "").words()).noneMatch(CommandOffers.Word::ended);
    }

    @Test
    void aCompletionThatThrowsOffersNothing() {
        offer("set", new SetCommand(() -> {
            throw new NoClassDefFoundError("thrown by a test");
        }));
        assertThat(at("", "set")).isEmpty();
    }

    @Test
    void numbersStandByTheirSize() {
        assertThat(List.of("10", "9", "100", "1,10", "1,9", "007").stream().sorted(NaturalOrder.INSTANCE))
                .containsExactly("1,9", "1,10", "007", "9", "10", "100");
    }

    /** Takes a name and settings. */
    private record SetCommand(Completion completion) implements Command {

        @Override
        public CommandDescription description() {
            return CommandDescription.of("Sets.")
                    .withArgument(CommandArgument.required("NAME").withCompletion(completion))
                    .withArgument(CommandArgument.any("KEY=VALUE").withCompletion(completion))
                    .withOptions(CommandOption.flag("--restart", "Restarts."));
        }

        @Override
        public CommandResult run(CommandContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
