package io.hookline.engine.internal.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the services of hooks and attaches them to their runners, without the live set's lock, because both run code
 * that is not the engine's. Safe for use by many threads.
 */
final class HookActivation {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSet.class);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Object lock;
    private final PointTable points;
    private final HookEntries entries;

    /**
     * For the hooks of a live set.
     *
     * @param lock the live set's, which guards points and entries
     */
    HookActivation(Object lock, PointTable points, HookEntries entries) {
        this.lock = lock;
        this.points = points;
        this.entries = entries;
    }

    /** Claims those hooks among the unsettled ones of points whose services have to be fetched. Under the lock. */
    List<HookEntry> claim(Collection<String> concerned) {
        List<HookEntry> claimed = new ArrayList<>();
        for (String name : concerned) {
            for (HookEntry entry : entries.at(name).unsettled()) {
                if (entry.refusal() == null && entry.claimActivation()) {
                    claimed.add(entry);
                }
            }
        }
        return claimed;
    }

    /** Fetches the service of a hook that was claimed. */
    void fetch(HookEntry entry) {
        Object service = null;
        String failure =
                "its service could not be fetched: its component did not start (the log says why), or has just gone";
        try {
            service = entry.source().get();
        } catch (RuntimeException | LinkageError e) {
            failure = "its service could not be fetched: " + e;
            LOG.warn("hook {} could not be activated", entry.info().label(), e);
        }
        boolean kept;
        synchronized (lock) {
            lock.notifyAll();
            if (service == null) {
                entry.activationFailed(failure);
                return;
            }
            kept = entry.activated(service);
        }
        if (!kept) {
            entry.source().unget();
        }
    }

    /** Attaches the unsettled hooks of points to their runners before chains call them. */
    void attach(Collection<String> concerned) {
        List<Runnable> attaching = new ArrayList<>();
        synchronized (lock) {
            for (Point<?> point : points.among(concerned)) {
                for (HookEntry entry : entries.at(point.spec().name()).unsettled()) {
                    Runnable due = entry.attaching(point.spec());
                    if (due != null) {
                        attaching.add(due);
                    }
                }
            }
        }
        attaching.forEach(Runnable::run);
    }

    /**
     * Waits, for a bounded time, until no other thread is fetching hooks of a point: a caller that opens a point while
     * another thread opens it must not miss the hooks that the other thread brings.
     *
     * @return false if the time ran out, or the thread was interrupted
     */
    boolean await(String point) {
        long deadline = System.nanoTime() + WAIT.toNanos();
        synchronized (lock) {
            while (entries.at(point).unsettled().stream().anyMatch(HookEntry::isActivatingElsewhere)) {
                long waitMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (waitMillis <= 0) {
                    LOG.warn("hook point {} is open, but some of its hooks take long to activate", point);
                    return false;
                }
                try {
                    lock.wait(waitMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }
}
