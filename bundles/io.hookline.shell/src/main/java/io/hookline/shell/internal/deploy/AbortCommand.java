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

/** The command {@code hook:abort}. */
@Component
@CommandName("abort")
public final class AbortCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public AbortCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Aborts a canary; the stable release takes all calls again.")
                .withArgument(CommandArgument.required("PLUGIN").withCompletion(deployer.completingCanaries()))
                .withReason()
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        CanaryStatus canary = deployer.ask(
                context,
                there -> there.abortCanary(
                        ReleaseNames.of(there).plugin(context.arguments().positional(0)),
                        DeployClient.progress(context)));
        return CommandResult.text(canary, width -> CanaryReport.of(List.of(canary), width));
    }
}
