package io.hookline.runtime;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles signals that end the process (TERM, or INT as from Ctrl-C) while it is open.
 *
 * <p>The JVM would report the signal as its exit status; the action returns the status to end with instead.
 */
final class SignalHook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SignalHook.class);

    private final Thread thread;

    SignalHook(Action action) {
        thread = new Thread(() -> end(action), "hookline-stop");
        Runtime.getRuntime().addShutdownHook(thread);
    }

    /** Stops handling signals. If a signal came before, waits for its action, which ends the process. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            try {
                thread.join();
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void end(Action action) {
        int status = 1;
        try {
            Optional<String> caller = ExitCaller.find();
            caller.ifPresent(code -> LOG.error("The process is ended by a call of System.exit: {}", code));
            status = action.run(caller.isEmpty());
            if (caller.isPresent()) {
                System.err.println("hookline: the process was ended by a call of System.exit: " + caller.get());
                status = 1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    /** Stops everything. */
    @FunctionalInterface
    interface Action {

        /**
         * Stops everything. Returns the exit status.
         *
         * @param askedFor false if code of the process ends it, other than the launcher
         */
        int run(boolean askedFor) throws InterruptedException;
    }
}
