package io.hookline.runtime;

/**
 * What happens when the process is told to end (TERM, INT as from Ctrl-C), for as long as it is open.
 *
 * <p>The JVM would report the signal as its exit status; the action returns the status to end with instead.
 */
final class SignalHook implements AutoCloseable {

    private final Thread thread;

    SignalHook(Action action) {
        thread = new Thread(() -> end(action), "hookline-stop");
        Runtime.getRuntime().addShutdownHook(thread);
    }

    /** Ends the watch; if a signal came first, waits for its action, which ends the process. */
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

    /** Brings things to an end; returns the exit status. */
    @FunctionalInterface
    interface Action {
        int run() throws InterruptedException;
    }
}
