package io.hookline.shell.internal.deploy;

import io.hookline.deploy.DeployResult;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:promote}. */
@Component
@CommandName("promote")
public final class PromoteCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public PromoteCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Lets a canary replace the stable release at once, whatever its step has shown.")
                .withArgument(CommandArgument.required("PLUGIN").withCompletion(deployer.completingCanaries()))
                .withReason()
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        DeployResult result = deployer.ask(
                context,
                there -> there.promoteCanary(
                        ReleaseNames.of(there).plugin(context.arguments().positional(0)),
                        DeployClient.progress(context)));
        return DeployReports.result(result);
    }
}
