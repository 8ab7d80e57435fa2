package io.hookline.shell.internal.deploy;

import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.Deployer;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.OutputFormat;
import io.hookline.shell.command.Role;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:canaries}. */
@Component
@CommandName("canaries")
public final class CanariesCommand implements Command {

    private static final String WATCH = "--watch";
    static final Pause EVERY_SECOND = () -> TimeUnit.SECONDS.sleep(1);

    private final DeployClient deployer;
    private final Pause pause;

    /** With the deployer. */
    @Activate
    public CanariesCommand(@Reference DeployClient deployer) {
        this(deployer, EVERY_SECOND);
    }

    CanariesCommand(DeployClient deployer, Pause pause) {
        this.deployer = deployer;
        this.pause = pause;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                        "Shows the canaries that run, and the latest that have ended: share, calls, failures, verdict.")
                .withOptions(CommandOption.flag(
                        WATCH, "Shows them anew every second, until Ctrl-C or until no canary runs any more."))
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        if (context.arguments().has(WATCH)) {
            return watch(context);
        }
        List<CanaryStatus> canaries = deployer.ask(context, Deployer::canaries);
        return CommandResult.text(canaries, width -> CanaryReport.of(canaries, width));
    }

    /** The last text stays on the screen, so that the result has none of its own. */
    private CommandResult watch(CommandContext context) {
        List<CanaryStatus> shown = List.of();
        try {
            do {
                List<CanaryStatus> canaries = deployer.ask(context, Deployer::canaries);
                if (context.format() == OutputFormat.TABLE) {
                    context.redraw(CanaryReport.of(canaries, context.width()));
                } else if (!canaries.equals(shown)) {
                    context.item(canaries, "");
                }
                shown = canaries;
                if (canaries.stream().noneMatch(CanariesCommand::isRunning)) {
                    break;
                }
                pause.pause();
            } while (true);
        } catch (InterruptedException e) {
            // Ctrl-C is how watching ends.
        }
        return CommandResult.shown();
    }

    private static boolean isRunning(CanaryStatus canary) {
        return canary.state() != CanaryState.PROMOTED && canary.state() != CanaryState.ROLLED_BACK;
    }

    /** The time between two looks. */
    @FunctionalInterface
    interface Pause {

        void pause() throws InterruptedException;
    }
}
