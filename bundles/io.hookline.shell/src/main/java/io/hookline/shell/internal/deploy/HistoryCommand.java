package io.hookline.shell.internal.deploy;

import io.hookline.deploy.Deployer;
import io.hookline.deploy.DesiredSet;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.text.Timestamps;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:history}. */
@Component
@CommandName("history")
public final class HistoryCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public HistoryCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the desired sets that are kept, newest first.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        List<DesiredSet> sets = deployer.ask(context, Deployer::history);
        return DeployReports.history(sets, Timestamps.now(Instant.now()));
    }
}
