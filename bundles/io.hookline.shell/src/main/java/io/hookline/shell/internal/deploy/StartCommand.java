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

/** The command {@code hook:start}. */
@Component
@CommandName("start")
public final class StartCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public StartCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Starts plugins that are stopped, or that did not start, all in one generation.")
                .withArgument(ChangeOptions.plugins(deployer.completingStopped()))
                .withOptions(
                        ChangeOptions.set(deployer),
                        ChangeOptions.force(),
                        ChangeOptions.waive(deployer),
                        ChangeOptions.ready())
                .withDetails(ChangeOptions.SHORT_NAMES)
                .withExample("hook:start jwt --set audience=orders")
                .withReason()
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        DeployResult result = deployer.ask(context, there -> {
            ReleaseNames names = ReleaseNames.of(there);
            return there.start(
                    names.plugins(context.arguments().positional()),
                    ChangeOptions.of(context.arguments(), names),
                    DeployClient.progress(context));
        });
        return DeployReports.result(result);
    }
}
