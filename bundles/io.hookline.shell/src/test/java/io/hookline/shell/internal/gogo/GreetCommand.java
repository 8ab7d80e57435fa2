package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.Column;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import java.util.List;

/** A command that greets, for tests. */
public final class GreetCommand implements Command {

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Greets a person.")
                .withArgument(CommandArgument.required("NAME").withCompletion(Completion.of("Ada", "Alan")))
                .withArgument(CommandArgument.optional("FILE").withCompletion(Completion.NONE.withFiles()))
                .withOptions(
                        CommandOption.value("--times", "N", "Greets so often, not 'once'.")
                                .withCompletion(Completion.of("2", "3")),
                        CommandOption.flag("--fail", "Fails in the end."))
                .withDetails("It says Hello.")
                .withExample("hook:greet Ada");
    }

    @Override
    public CommandResult run(CommandContext context) {
        context.progress("thinking\u001B[2J");
        Greeting greeting = new Greeting(
                context.arguments().positional(0), (int) context.arguments().number("--times", 1, 1));
        if (context.arguments().has("--fail")) {
            return CommandResult.text(greeting, width -> "Hello\n").withFailure("It has failed.");
        }
        return CommandResult.table(
                        greeting.times() == 3 ? List.of() : List.of(greeting),
                        Column.of("NAME", Greeting::name),
                        Column.of("TIMES", Greeting::times))
                .whenEmpty("No greeting.")
                .withFooter("That is all.");
    }

    /** What it says. */
    record Greeting(String name, int times) {}
}
