package io.hookline.shell.internal.gogo;

import io.hookline.common.text.Folded;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.table.CommandHelp;
import io.hookline.shell.internal.table.CommandTable;
import io.hookline.shell.internal.table.LineCompletions;
import io.hookline.shell.internal.table.OfferedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:help}. */
@Component
@CommandName("help")
public final class HelpCommand implements Command {

    private static final String ALL = "--all";

    private static final CommandGroups.Names<CommandSummary> NAMES = new CommandGroups.Names<>() {
        @Override
        public String command(CommandSummary command) {
            return command.command();
        }

        @Override
        public String release(CommandSummary command) {
            return command.bundle() + " " + command.version();
        }
    };

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
                .withOptions(CommandOption.flag(ALL, "Lists the commands of the framework as well."))
                .withDetails("It shows the help of the framework's commands as well.")
                .withExample("help deploy")
                .withExample("help --all")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        String typed = context.arguments().positional(0);
        return typed.isEmpty() ? list(context.arguments().has(ALL)) : helpOf(typed);
    }

    private CommandResult list(boolean all) {
        CommandList list = new CommandList(
                table.commands().stream().map(HelpCommand::summary).toList(),
                table.refused(),
                all ? others() : Map.of());
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

    /** The names of the other commands by scope. */
    private Map<String, List<String>> others() {
        Map<String, List<String>> others = new TreeMap<>();
        for (String id : felix.names()) {
            int colon = id.indexOf(':');
            if (table.find(id).isEmpty()) {
                others.computeIfAbsent(id.substring(0, colon), scope -> new ArrayList<>())
                        .add(id.substring(colon + 1));
            }
        }
        return others;
    }

    /** The commands' names, without the scope where it is the default. */
    private List<String> names() {
        return table.commands().stream()
                .map(OfferedCommand::id)
                .map(LineCompletions::shortName)
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
        return new CommandSummary(command.id().toString(), command.bundle(), command.version(), summary);
    }

    private static String text(CommandList list, int width) {
        int first = list.commands().stream()
                        .mapToInt(command -> command.command().length())
                        .max()
                        .orElse(0)
                + 4;
        StringBuilder text = new StringBuilder();
        CommandGroups.of(list.commands(), NAMES).forEach((title, commands) -> {
            text.append(Printable.of(title)).append('\n');
            for (CommandSummary command : commands) {
                String begin = "  " + command.command();
                text.append(begin)
                        .append(" ".repeat(first - begin.length()))
                        .append(Folded.cut(command.summary(), width - first))
                        .append('\n');
            }
        });
        for (CommandTable.RefusedCommand refused : list.refused()) {
            text.append(Folded.of(
                    "Refused: ", refused.command() + " of " + refused.bundle() + ": " + refused.reason(), width, "  "));
        }
        if (!list.others().isEmpty()) {
            text.append("Of the framework\n");
            list.others()
                    .forEach((scope, names) ->
                            text.append(Folded.of("  " + scope + ": ", String.join(" ", names), width)));
        }
        return text.append(Folded.of(
                        "", "Usage and examples of one: help COMMAND. The framework's commands: help --all.", width))
                .toString();
    }

    /**
     * All commands.
     *
     * @param commands those that can be called, by name
     * @param refused those that cannot
     * @param others the names of the framework's commands by scope; empty unless they were asked for
     */
    record CommandList(
            List<CommandSummary> commands,
            List<CommandTable.RefusedCommand> refused,
            Map<String, List<String>> others) {}

    /**
     * A command.
     *
     * @param command scope and name
     * @param bundle symbolic name of the bundle that offers it
     * @param version version of that bundle
     * @param summary what it does, in one sentence
     */
    record CommandSummary(String command, String bundle, String version, String summary) {}

    /**
     * The help of a command of Felix.
     *
     * @param command the name that was typed
     * @param text the help that Felix prints
     */
    record OtherHelp(String command, String text) {}
}
