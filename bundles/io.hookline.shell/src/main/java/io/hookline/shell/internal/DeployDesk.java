package io.hookline.shell.internal;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ProgressListener;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How commands speak to the deployer: what it refuses is told as text, and progress on the way. */
final class DeployDesk {

    private static final Logger LOG = LoggerFactory.getLogger(DeployDesk.class);

    private final Optional<Deployer> deployer;

    DeployDesk(Optional<Deployer> deployer) {
        this.deployer = deployer;
    }

    /** Asks the deployer for something; an interrupt, as by Ctrl-C, is told as one. */
    <T> T ask(CommandSession session, Request<T> request) {
        Deployer there = deployer.orElseThrow(() -> new CommandException(
                "The deployer is not running, so nothing can be deployed. Why: scr:info io.hookline.deploy.internal.component.DeployService, and"
                        + " log/hookline.log"));
        try {
            return request.of(there);
        } catch (DeployRefusedException e) {
            String text = refusal(e, Output.width(session));
            throw e.refusal() == DeployRefusal.CANCELLED ? interrupted(session, text) : new CommandException(text);
        } catch (CommandException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("a command has failed", e);
            throw new CommandException("This has failed unexpectedly: " + Printable.of(e.toString())
                    + ". More: log/hookline.log; what runs: hook:status");
        } catch (InterruptedException e) {
            throw interrupted(session, "Interrupted; what was published already stays: hook:status");
        }
    }

    /** At Ctrl-C the shell does not wait for the command's exception, so its text is printed as well. */
    private static CommandException interrupted(CommandSession session, String text) {
        // Answered hereby; a thread that is still interrupted may not get to print.
        Thread.interrupted();
        System.out.println(text);
        Output.flush(session);
        return new CommandException(text);
    }

    private static String refusal(DeployRefusedException refused, int width) {
        StringBuilder text = new StringBuilder();
        text.append(Folded.of("Refused (" + refused.refusal() + "): ", refused.getMessage(), width, "  "));
        refused.details().forEach(detail -> text.append(Folded.of("  ", detail, width, "    ")));
        return text.toString().stripTrailing();
    }

    /** Tells of each step on the output of the command, unless that is to be JSON. */
    static ProgressListener progress(CommandSession session, boolean json) {
        if (json) {
            return ProgressListener.NONE;
        }
        PrintStream out = System.out;
        return step -> {
            out.println("  " + Printable.of(step));
            Output.flush(session, out);
        };
    }

    /** What is asked for. */
    @FunctionalInterface
    interface Request<T> {

        T of(Deployer deployer) throws DeployRefusedException, InterruptedException;
    }
}
