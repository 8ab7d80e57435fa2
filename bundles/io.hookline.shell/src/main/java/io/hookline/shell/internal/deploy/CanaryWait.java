package io.hookline.shell.internal.deploy;

import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.Deployer;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits for the verdict of a canary. */
final class CanaryWait {

    static final String WAIT = "--wait";

    private final DeployClient deployer;
    private final CanariesCommand.Pause pause;

    /** Looks at the canary between pauses. */
    CanaryWait(DeployClient deployer, CanariesCommand.Pause pause) {
        this.deployer = deployer;
        this.pause = pause;
    }

    static CommandOption option() {
        return CommandOption.flag(
                WAIT,
                "Waits for the verdict, and prints each step: done if it is promoted, failed if it is rolled back or"
                        + " pauses.");
    }

    /**
     * Waits until the canary is promoted, is rolled back or pauses.
     *
     * @return its last state; failed unless it is promoted
     */
    CommandResult verdict(CommandContext context, CanaryStatus begun) {
        CanaryStatus seen = begun;
        context.progress(step(seen));
        try {
            while (!hasEnded(seen)) {
                pause.pause();
                CanaryStatus now = current(context, begun);
                if (now.state() != seen.state() || now.step() != seen.step()) {
                    context.progress(step(now));
                }
                seen = now;
            }
        } catch (InterruptedException e) {
            throw CommandException.interrupted("Stopped waiting; the canary goes on. Watch it: hook:canaries; end it:"
                    + " hook:abort " + begun.name());
        }
        CanaryStatus last = seen;
        return CommandResult.text(last, width -> CanaryReport.of(List.of(last), width))
                .withFailure(failure(last));
    }

    private CanaryStatus current(CommandContext context, CanaryStatus begun) throws InterruptedException {
        return deployer.ask(context, Deployer::canaries).stream()
                .filter(canary -> canary.name().equals(begun.name())
                        && canary.candidate().equals(begun.candidate())
                        && !canary.since().isBefore(begun.since()))
                .findFirst()
                .orElseThrow(() -> new CommandException("The canary of " + begun.name() + " " + begun.candidate()
                        + " is known no longer. What runs: hook:status; what happened: hook:events"));
    }

    private static boolean hasEnded(CanaryStatus canary) {
        return canary.state() == CanaryState.PROMOTED
                || canary.state() == CanaryState.ROLLED_BACK
                || canary.state() == CanaryState.PAUSED;
    }

    private static String step(CanaryStatus canary) {
        String release = canary.name() + " " + canary.candidate();
        return switch (canary.state()) {
            case PROMOTED -> "  " + release + " is promoted";
            case ROLLED_BACK -> "  " + release + " is rolled back";
            case PAUSED -> "  " + release + " pauses";
            case SHADOW -> "  " + release + " runs in the shadow";
            case RUNNING ->
                "  " + release
                        + (canary.weights().isEmpty()
                                ? ""
                                : ", step " + canary.step() + " of "
                                        + canary.weights().size())
                        + ": takes " + canary.takes();
        };
    }

    private static @Nullable String failure(CanaryStatus canary) {
        return switch (canary.state()) {
            case PROMOTED, RUNNING, SHADOW -> null;
            case ROLLED_BACK -> "The canary was rolled back: " + canary.verdict();
            case PAUSED ->
                "The canary pauses and needs a decision: hook:promote " + canary.name() + ", hook:resume "
                        + canary.name() + " or hook:abort " + canary.name() + ". " + canary.verdict();
        };
    }
}
