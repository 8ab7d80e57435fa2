package io.hookline.shell.internal.deploy;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:swap}. */
@Component
@CommandName("swap")
public final class SwapCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public SwapCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return DeploySources.describe(
                        "Deploys like hook:deploy, but each jar has to replace a release that runs.", deployer)
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        return DeploySources.deploy(deployer, context, true);
    }
}
