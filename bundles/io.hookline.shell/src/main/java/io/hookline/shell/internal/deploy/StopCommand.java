package io.hookline.shell.internal.deploy;

import io.hookline.deploy.DeployResult;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:stop}. */
@Component
@CommandName("stop")
public final class StopCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public StopCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Stops plugins, all in one generation, after their calls have ended.")
                .withArgument(ChangeOptions.plugins(deployer.completingRunning()))
                .withOptions(ChangeOptions.force(), ChangeOptions.waive(deployer))
                .withDetails("They stay in the desired set. They stay stopped when the process restarts, until"
                        + " hook:start.")
                .withDetails(ChangeOptions.SHORT_NAMES)
                .withReason()
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        DeployResult result = deployer.ask(context, there -> {
            ReleaseNames names = ReleaseNames.of(there);
            return there.stop(
                    names.plugins(context.arguments().positional()),
                    ChangeOptions.of(context.arguments(), names),
                    DeployClient.progress(context));
        });
        return DeployReports.stopped(result);
    }
}
