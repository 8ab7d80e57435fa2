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

/** The command {@code hook:resume}. */
@Component
@CommandName("resume")
public final class ResumeCommand implements Command {

    private final DeployClient deployer;
    private final CanaryWait wait;

    /** With the deployer. */
    @Activate
    public ResumeCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
        this.wait = new CanaryWait(deployer, CanariesCommand.EVERY_SECOND);
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Resumes a paused canary.")
                .withArgument(CommandArgument.required("PLUGIN").withCompletion(deployer.completingCanaries()))
                .withOptions(CanaryWait.option())
                .withReason()
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        CanaryStatus canary = deployer.ask(
                context,
                there -> there.resumeCanary(
                        ReleaseNames.of(there).plugin(context.arguments().positional(0))));
        if (context.arguments().has(CanaryWait.WAIT)) {
            return wait.verdict(context, canary);
        }
        return CommandResult.text(canary, width -> CanaryReport.of(List.of(canary), width));
    }
}
