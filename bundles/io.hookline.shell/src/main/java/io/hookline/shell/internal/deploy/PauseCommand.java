package io.hookline.shell.internal.deploy;

import io.hookline.deploy.CanaryStatus;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:pause}. */
@Component
@CommandName("pause")
public final class PauseCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public PauseCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Pauses a canary; its share of the calls stays.")
                .withArgument(CommandArgument.required("PLUGIN").withCompletion(deployer.completingCanaries()))
                .withReason()
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        CanaryStatus canary = deployer.ask(
                context,
                there -> there.pauseCanary(
                        ReleaseNames.of(there).plugin(context.arguments().positional(0))));
        return CommandResult.text(canary, width -> CanaryReport.of(List.of(canary), width));
    }
}
