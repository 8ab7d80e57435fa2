package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.table.CommandHelp;
import io.hookline.shell.internal.table.CommandTable;
import io.hookline.shell.internal.table.OfferedCommand;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code hook:man}. */
@Component
@CommandName("man")
public final class ManCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(ManCommand.class);

    private final CommandTable table;

    /** For the commands of the whiteboard. */
    @Activate
    public ManCommand(@Reference CommandWhiteboard whiteboard) {
        this(whiteboard.table());
    }

    ManCommand(CommandTable table) {
        this.table = table;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Prints the manual page of hookline, with the commands that are there now.")
                .withDetails(
                        "It is a page in roff, made from the same descriptions as the help: hookline man | man -l -"
                                + " shows it, hookline man > hookline.1 keeps it.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        List<CommandHelp> commands = table.commands().stream()
                .flatMap(command -> help(command).stream())
                .toList();
        return CommandResult.text(commands, width -> ManPage.of(commands));
    }

    /** A command of another bundle that cannot be described does not keep the page from being printed. */
    private static Optional<CommandHelp> help(OfferedCommand command) {
        try {
            return Optional.of(CommandHelp.of(command.id(), command.command().description()));
        } catch (CommandException e) {
            LOG.debug("{} cannot be described: {}", command.id(), e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("{} cannot be described", command.id(), e);
        }
        return Optional.empty();
    }
}
