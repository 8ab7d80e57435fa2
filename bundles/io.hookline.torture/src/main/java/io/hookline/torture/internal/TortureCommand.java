package io.hookline.torture.internal;

import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:torture}. */
@Component
@CommandName("torture")
public final class TortureCommand implements Command {

    private static final String FOR = "--for";
    private static final String CALLERS = "--callers";
    private static final String SEED = "--seed";

    private final TortureService service;

    /** With the service that runs the test. */
    @Activate
    public TortureCommand(@Reference TortureService service) {
        this.service = service;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Changes generated plugins at random while it calls them, and prints the ledger.")
                .withOptions(
                        CommandOption.value(FOR, "TIME", "Sets the duration, such as 60s, 5m or 1h; by default 60s.")
                                .withCompletion(Completion.of("60s", "5m", "1h")),
                        CommandOption.value(CALLERS, "N", "Sets the number of calling threads, by default 4.")
                                .withCompletion(Completion.of("2", "4", "8")),
                        CommandOption.value(
                                SEED,
                                "N",
                                "Determines the order of the operations; random by default. The run prints it."))
                .withDetails("In a clean ledger every call has exactly one outcome, on exactly one release. Your own"
                        + " plugins are not touched. Ctrl-C ends the run early.")
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments given = context.arguments();
        try {
            TortureOptions options = TortureOptions.of(
                    Map.of("for", given.value(FOR), "callers", given.value(CALLERS), "seed", given.value(SEED)));
            Ledger ledger = service.run(options, text -> text.lines().forEach(context::progress));
            return CommandResult.text(ledger, width -> LedgerText.of(ledger));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}
