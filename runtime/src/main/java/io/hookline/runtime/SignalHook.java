package io.hookline.runtime;

/**
 * Handles signals that end the process (TERM, or INT as from Ctrl-C) while it is open.
 *
 * <p>The JVM would report the signal as its exit status; the action returns the status to end with instead.
 */
final class SignalHook implements AutoCloseable {

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
            status = action.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    /** Stops everything. Returns the exit status. */
    @FunctionalInterface
    interface Action {
        int run() throws InterruptedException;
    }
}
