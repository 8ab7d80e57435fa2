package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.internal.Folded;
import io.hookline.shell.internal.NearestNames;
import io.hookline.shell.internal.Printable;
import io.hookline.shell.internal.Table;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:help}. */
@Component
@CommandName("help")
public final class HelpCommand implements Command {

    private final CommandTable table;

    /** For the commands of the whiteboard. */
    @Activate
    public HelpCommand(@Reference CommandWhiteboard whiteboard) {
        this(whiteboard.table());
    }

    HelpCommand(CommandTable table) {
        this.table = table;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Lists the commands, or shows the help of one.")
                .withArgument(CommandArgument.optional("COMMAND").withCompletion(() -> table.commands().stream()
                        .map(command -> command.id().name())
                        .toList()))
                .withDetails("The commands of Felix are listed by felix:help.")
                .withExample("hook:help deploy");
    }

    @Override
    public CommandResult run(CommandContext context) {
        String typed = context.arguments().positional(0);
        if (!typed.isEmpty()) {
            OfferedCommand command = find(typed);
            CommandHelp help = CommandHelp.of(command.id(), command.command().description());
            return CommandResult.text(help, help::text);
        }
        CommandList list = new CommandList(
                table.commands().stream().map(HelpCommand::summary).toList(), table.refused());
        return CommandResult.text(list, width -> text(list, width));
    }

    private OfferedCommand find(String typed) {
        NearestNames names = new NearestNames(table.commands().stream()
                .map(OfferedCommand::id)
                .map(id -> id.scope().equals(Command.DEFAULT_SCOPE) ? id.name() : id.toString())
                .toList());
        return table.find(typed)
                .or(() -> table.find(Command.DEFAULT_SCOPE + ":" + typed))
                .orElseThrow(() ->
                        new CommandException("No command is named " + Printable.of(typed) + "." + names.hint(typed)));
    }

    private static CommandSummary summary(OfferedCommand command) {
        String summary;
        try {
            summary = command.command().description().summary();
        } catch (CommandException e) {
            summary = String.valueOf(e.getMessage());
        }
        return new CommandSummary(command.id().toString(), command.bundle(), summary);
    }

    private static String text(CommandList list, int width) {
        Table table = new Table("COMMAND", "DOES");
        list.commands().forEach(command -> table.row(command.command(), command.summary()));
        StringBuilder text = new StringBuilder(table.text(width));
        for (CommandTable.RefusedCommand refused : list.refused()) {
            text.append(Folded.of(
                    "Refused: ", refused.command() + " of " + refused.bundle() + ": " + refused.reason(), width, "  "));
        }
        return text.append(Folded.of("", "Help of one: COMMAND --help. The commands of Felix: felix:help.", width))
                .toString();
    }

    /**
     * All commands.
     *
     * @param commands those that can be called, by name
     * @param refused those that cannot
     */
    record CommandList(List<CommandSummary> commands, List<CommandTable.RefusedCommand> refused) {}

    /**
     * A command.
     *
     * @param command scope and name
     * @param bundle symbolic name of the bundle that offers it
     * @param summary what it does, in one sentence
     */
    record CommandSummary(String command, String bundle, String summary) {}
}
