package io.hookline.shell.internal.deploy;

import io.hookline.deploy.DeployResult;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:rollback}. */
@Component
@CommandName("rollback")
public final class RollbackCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public RollbackCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Goes back to an earlier desired set, in one generation.")
                .withArgument(CommandArgument.optional("SET").withCompletion(deployer.completingSets()))
                .withOptions(ChangeOptions.force(), ChangeOptions.waive(deployer))
                .withDetails("Without a number it goes back to the set before the current one. The jars come from the"
                        + " store. The sets: hook:history");
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        String typed = context.arguments().positional(0);
        long set = typed.isEmpty() ? 0 : Arguments.number("SET", typed, 1);
        DeployResult result = deployer.ask(
                context,
                there -> there.rollback(
                        set,
                        ChangeOptions.of(context.arguments(), ReleaseNames.of(there)),
                        DeployClient.progress(context)));
        return DeployReports.result(result);
    }
}
