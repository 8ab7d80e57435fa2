package io.hookline.shell.internal.gogo;

import io.hookline.common.text.Folded;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:help}. */
@Component
@CommandName("help")
public final class HelpCommand implements Command {

    private final CommandTable table;
    private final FelixHelp felix;

    /** For the commands of the whiteboard, and those of Felix. */
    @Activate
    public HelpCommand(@Reference CommandWhiteboard whiteboard, @Reference CommandProcessor processor) {
        this(whiteboard.table(), new FelixHelp(processor));
    }

    HelpCommand(CommandTable table, FelixHelp felix) {
        this.table = table;
        this.felix = felix;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Lists the commands, or shows the help of one.")
                .withArgument(CommandArgument.optional("COMMAND").withCompletion(() -> names()))
                .withDetails("It shows the help of Felix's commands as well. They are listed by felix:help.")
                .withExample("hook:help deploy");
    }

    @Override
    public CommandResult run(CommandContext context) {
        String typed = context.arguments().positional(0);
        return typed.isEmpty() ? list() : helpOf(typed);
    }

    private CommandResult list() {
        CommandList list = new CommandList(
                table.commands().stream().map(HelpCommand::summary).toList(), table.refused());
        return CommandResult.text(list, width -> text(list, width));
    }

    private CommandResult helpOf(String typed) {
        Optional<OfferedCommand> command = table.find(typed).or(() -> table.find(Command.DEFAULT_SCOPE + ":" + typed));
        if (command.isPresent()) {
            CommandHelp help =
                    CommandHelp.of(command.get().id(), command.get().command().description());
            return CommandResult.text(help, help::text);
        }
        OtherHelp help = new OtherHelp(
                typed,
                felix.of(typed)
                        .orElseThrow(() -> new CommandException("No command is named " + Printable.of(typed) + "."
                                + new NearestNames(names()).hint(typed))));
        return CommandResult.text(help, width -> help.text());
    }

    /** The commands' names, without the scope where it is the default. */
    private List<String> names() {
        return table.commands().stream()
                .map(OfferedCommand::id)
                .map(id -> id.scope().equals(Command.DEFAULT_SCOPE) ? id.name() : id.toString())
                .toList();
    }

    private static CommandSummary summary(OfferedCommand command) {
        String summary;
        try {
            summary = command.command().description().summary();
        } catch (CommandException e) {
            summary = String.valueOf(e.getMessage());
        } catch (RuntimeException | Error e) {
            // A command of another bundle: its fault does not keep the list from being shown.
            summary = "cannot be described: " + e;
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

    /**
     * The help of a command of Felix.
     *
     * @param command the name that was typed
     * @param text the help that Felix prints
     */
    record OtherHelp(String command, String text) {}
}
