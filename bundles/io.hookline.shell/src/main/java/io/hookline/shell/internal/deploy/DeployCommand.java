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

/** The command {@code hook:deploy}. */
@Component
@CommandName("deploy")
public final class DeployCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public DeployCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return DeploySources.describe("Deploys plugins, all in one generation.", deployer)
                .withDetails("A release that runs is replaced, drained and removed. If the change is refused, nothing"
                        + " has changed. Ctrl-C cancels it, until it is published.")
                .withExample("hook:deploy ratelimit-1.1.0.jar")
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        return DeploySources.deploy(deployer, context, false);
    }
}
