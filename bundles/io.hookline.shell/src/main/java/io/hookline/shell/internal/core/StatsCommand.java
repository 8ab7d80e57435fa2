package io.hookline.shell.internal.core;

import io.hookline.api.runtime.RuntimeStats;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:stats}. */
@Component
@CommandName("stats")
public final class StatsCommand implements Command {

    private final CoreClient core;

    /** With the services of the core. */
    @Activate
    public StatsCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the counts since the core started: calls, failures, latencies, drains.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        RuntimeStats stats = core.runtime().stats();
        return CommandResult.text(stats, width -> StatsReport.of(stats, width));
    }
}
