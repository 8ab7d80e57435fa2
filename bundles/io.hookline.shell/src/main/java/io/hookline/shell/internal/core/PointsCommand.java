package io.hookline.shell.internal.core;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:points}. */
@Component
@CommandName("points")
public final class PointsCommand implements Command {

    private final CoreClient core;

    /** With the services of the core. */
    @Activate
    public PointsCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the open hook points: owners, error policy, hooks, required plugins.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        return PointReport.of(core.runtime().points());
    }
}
