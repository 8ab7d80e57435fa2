package io.hookline.runtime;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/**
 * Makes the changes of the demo while a call is held inside the gateway: a removal must wait for the call that uses the
 * removed release, and the call must finish on the release it began with. Used by one thread.
 */
final class ChangeRunner {

    private static final long MUST_STILL_WAIT_MS = 150;
    private static final long DEADLINE_S = 30;

    private final DemoLoad load;
    private @Nullable HeldCall held;
    private int finishedAsBegun;

    ChangeRunner(DemoLoad load) {
        this.load = load;
    }

    /** The number of held calls that made a removal wait and finished on the release they began with. */
    int finishedAsBegun() {
        return finishedAsBegun;
    }

    /**
     * Makes a change. A failure of the held call counts as a lost call.
     *
     * @return its duration in milliseconds
     */
    long run(PluginChanges.Change change) throws InterruptedException {
        if (change.hold() != PluginChanges.Hold.NONE && held == null) {
            begin(change);
        }
        long before = System.nanoTime();
        load.markChange();
        try {
            CompletableFuture<Void> running = CompletableFuture.runAsync(
                    () -> step(change), step -> new Thread(step, "hookline-operator").start());
            if (change.hold() == PluginChanges.Hold.UNTIL_IT_WAITS) {
                finish(change, stillWaits(running));
            }
            running.get(DEADLINE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new LaunchException(change.name() + " failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new LaunchException(change.name() + " did not end within " + DEADLINE_S + " s", e);
        } finally {
            load.markChange();
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
    }

    private static void step(PluginChanges.Change change) {
        try {
            change.step().run();
        } catch (BundleException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private void begin(PluginChanges.Change change) {
        try {
            held = load.hold();
        } catch (IOException e) {
            load.lost("held over '" + change.name() + "': " + e);
        }
    }

    private static boolean stillWaits(CompletableFuture<Void> running) throws InterruptedException, ExecutionException {
        try {
            running.get(MUST_STILL_WAIT_MS, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }

    private void finish(PluginChanges.Change change, boolean waited) {
        HeldCall call = held;
        held = null;
        if (call == null) {
            return;
        }
        if (!waited) {
            load.lost("'" + change.name() + "' did not wait for a call in flight");
        }
        try {
            HttpConnection.Answer answer = call.finish();
            String release = DemoLoad.release(answer);
            if (answer.status() != 201) {
                load.lost("held over '" + change.name() + "': status " + answer.status());
            } else if (!release.equals(change.heldOn())) {
                load.lost("held over '" + change.name() + "': began on " + change.heldOn() + ", ended on " + release);
            } else if (waited) {
                finishedAsBegun++;
            }
        } catch (IOException e) {
            load.lost("held over '" + change.name() + "': " + e);
        }
    }

    /** Gives up a call that is still held. */
    void close() {
        HeldCall call = held;
        held = null;
        if (call != null) {
            call.abandon();
        }
    }
}
