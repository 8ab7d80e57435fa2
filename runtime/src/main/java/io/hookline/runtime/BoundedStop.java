package io.hookline.runtime;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of a framework that stops, but not for ever: a bundle that hangs in its start or stop is
 * interrupted, and if that does not help the wait ends. Used by one thread.
 */
final class BoundedStop {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedStop.class);
    private static final long LOOK_EVERY_MS = 100;
    /** A bundle that hung in its start already has had its time; it also keeps the framework from stopping others. */
    private static final long STARTING_LIMIT_MS = 3_000;

    private final HooklineFramework framework;
    private final Hangs hangs;
    private final long limitNanos;
    private long startingSinceNanos;
    private boolean interrupted;
    private List<Hangs.Hang> culprits = List.of();

    /** With the time that everything may take; half of it is over when what hangs in its stop is interrupted. */
    BoundedStop(HooklineFramework framework, Hangs hangs, long limit, TimeUnit unit) {
        this.framework = framework;
        this.hangs = hangs;
        this.limitNanos = unit.toNanos(limit);
    }

    /** Waits. Returns false if the framework has not stopped; the log names the culprits. */
    boolean await() throws InterruptedException {
        long begun = System.nanoTime();
        hangs.in(Bundle.STARTING).forEach(BoundedStop::interrupt);
        while (framework.waitForStop(LOOK_EVERY_MS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            long now = System.nanoTime();
            if (now - begun > limitNanos || isBlockedByStart(now)) {
                culprits = found();
                LOG.error("The framework does not stop: {}", describe());
                return false;
            }
            if (!interrupted && now - begun > limitNanos / 2) {
                interrupted = true;
                hangs.in(Bundle.STOPPING).forEach(BoundedStop::interrupt);
            }
        }
        return true;
    }

    /** What keeps the framework from stopping, for people. */
    String describe() {
        return culprits.isEmpty()
                ? "no bundle that hangs was found"
                : String.join(
                        "; ",
                        culprits.stream().map(Hangs.Hang::toString).distinct().toList());
    }

    private List<Hangs.Hang> found() {
        List<Hangs.Hang> stopping = hangs.in(Bundle.STOPPING);
        return stopping.isEmpty() ? hangs.in(Bundle.STARTING) : stopping;
    }

    private boolean isBlockedByStart(long now) {
        boolean blocked = hangs.in(Bundle.STOPPING).isEmpty()
                && !hangs.in(Bundle.STARTING).isEmpty();
        if (!blocked) {
            startingSinceNanos = 0;
            return false;
        }
        if (startingSinceNanos == 0) {
            startingSinceNanos = now;
        }
        return now - startingSinceNanos > TimeUnit.MILLISECONDS.toNanos(STARTING_LIMIT_MS);
    }

    private static void interrupt(Hangs.Hang hang) {
        LOG.warn("{}: it is interrupted", hang);
        hang.thread().interrupt();
    }
}
