package io.hookline.shell.internal.core;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.ResultFormatter;
import io.hookline.shell.command.Role;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:chain}. */
@Component
@CommandName("chain")
public final class ChainCommand implements Command {

    private final CoreClient core;

    /** With the services of the core. */
    @Activate
    public ChainCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                        "Shows the hooks of a point in the order of a call: release, ranking, constraints, calls.")
                .withArgument(CommandArgument.optional("POINT").withCompletion(core.completingPoints()))
                .withDetails("Without a point it shows every point.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        String typed = context.arguments().positional(0);
        if (!typed.isEmpty()) {
            String point = core.point(typed);
            ChainStatus chain = core.runtime()
                    .chain(point)
                    .orElseThrow(() -> new CommandException("Hook point " + point + " was closed just now."));
            return CommandResult.text(chain, width -> ChainReport.of(chain, width));
        }
        List<ChainStatus> chains = core.runtime().stats().chains();
        return CommandResult.text(chains, width -> text(chains, width));
    }

    private static String text(List<ChainStatus> chains, int width) {
        return chains.isEmpty()
                ? ResultFormatter.text(width).format(PointReport.of(List.of()))
                : chains.stream().map(chain -> ChainReport.of(chain, width)).collect(Collectors.joining("\n"));
    }
}
