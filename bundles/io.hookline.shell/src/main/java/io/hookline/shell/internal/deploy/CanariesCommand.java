package io.hookline.shell.internal.deploy;

import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.Deployer;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:canaries}. */
@Component
@CommandName("canaries")
public final class CanariesCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public CanariesCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                "Shows the canaries that run, and the latest that have ended: share, calls, failures, verdict.");
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        List<CanaryStatus> canaries = deployer.ask(context, Deployer::canaries);
        return CommandResult.text(canaries, width -> CanaryReport.of(canaries, width));
    }
}
