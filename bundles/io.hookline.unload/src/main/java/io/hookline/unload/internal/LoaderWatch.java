package io.hookline.unload.internal;

import io.hookline.unload.Holder;
import io.hookline.unload.UnloadReport;
import io.hookline.unload.UnloadState;
import io.hookline.unload.UnloadWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the class loaders of removed releases until they are collected, and says what holds those that are not.
 *
 * <p>It has no thread: its owner calls {@link #check} now and then, from one thread at a time. All else may be called
 * by many threads, and does not block for longer than it takes to copy a list. No loader is held strongly but for the
 * duration of an inspection, within {@code check}.
 */
/*
 *  watch        removed                    check, again and again
 *  ─────▶ there ───────▶ WATCHED ──────────── reference is cleared ─────────────▶ GONE
 *                           │                                                      ▲
 *                           └── survived the collections, and the grace ──▶ HELD ──┘  when its holder lets go
 *                           ▲                                                │
 *                           └───────────────────── again ────────────────────┘
 */
public final class LoaderWatch implements UnloadWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LoaderWatch.class);

    private final Clock clock;
    private final UnloadLimits limits;
    private final Function<ClassLoader, Inspection> inspector;
    private final Runnable collector;
    private final UnloadCanary canary = new UnloadCanary();
    private final List<WatchEntry> entries = new ArrayList<>();
    private Instant lastAsked = Instant.MIN;

    /** Watches with the JVM's own garbage collector and a {@link LoaderHolders}. */
    public LoaderWatch(Clock clock, UnloadLimits limits) {
        this(clock, limits, new LoaderHolders()::inspect, System::gc);
    }

    /**
     * Watches.
     *
     * @param clock tells the time
     * @param limits how patient to be
     * @param inspector finds what holds a loader; called by {@link #check}, without a lock
     * @param collector asks for a garbage collection; called by {@link #check}, without a lock
     */
    LoaderWatch(Clock clock, UnloadLimits limits, Function<ClassLoader, Inspection> inspector, Runnable collector) {
        this.clock = clock;
        this.limits = limits;
        this.inspector = inspector;
        this.collector = collector;
    }

    /**
     * Takes a loader under watch; to be called ahead of the removal, while it can still be asked for. To call it again
     * for the same loader, after a removal that was called off, changes nothing but the name.
     */
    @Override
    public synchronized void watch(String release, ClassLoader loader) {
        entries.removeIf(entry -> entry.removedAt() == null && entry.loader().refersTo(loader));
        entries.add(new WatchEntry(release, new WatchedLoader(loader)));
    }

    /**
     * Says that the removal is over: from now on the loader ought to go. Does nothing for a release that is not
     * watched.
     */
    @Override
    public synchronized void removed(String release) {
        // The oldest: should one name be removed twice in a row, the first removal is over first.
        for (WatchEntry entry : entries) {
            if (entry.release().equals(release) && entry.removedAt() == null) {
                entry.removed(clock.instant(), canary.collections());
                return;
            }
        }
    }

    /**
     * Looks once at every removed release: may ask for a collection, and inspects what has survived long enough. To be
     * called by one thread at a time. It takes as long as that collection and those inspections.
     */
    @Override
    public void check() {
        if (noteGone()) {
            collector.run();
            noteGone();
        }
        for (WatchEntry entry : survivors()) {
            Inspection inspection = inspect(entry);
            if (inspection != null) {
                entryHeld(entry, inspection);
            }
        }
    }

    /** Restarts the watch of held releases. */
    @Override
    public synchronized void again() {
        Instant now = clock.instant();
        for (WatchEntry entry : entries) {
            if (entry.state() == UnloadState.HELD) {
                entry.again(now, canary.collections());
            }
        }
    }

    /** What became of the removed releases, the oldest first; a snapshot. */
    @Override
    public synchronized List<UnloadReport> reports() {
        List<UnloadReport> reports = new ArrayList<>();
        for (WatchEntry entry : entries) {
            UnloadReport report = entry.report();
            if (report != null) {
                reports.add(report);
            }
        }
        return List.copyOf(reports);
    }

    /** How many of the watched loaders are there, whether their release was removed or is about to be. */
    @Override
    public synchronized int live() {
        return (int) entries.stream().filter(entry -> !entry.loader().isGone()).count();
    }

    @Override
    public Optional<String> heapPath(String release, Path folder) throws IOException {
        WatchedLoader loader = remaining(release);
        return loader == null ? Optional.empty() : Optional.of(new HeapPath(folder).find(loader));
    }

    /**
     * The loader of a release that was removed and has not gone, to be given to {@link HeapPath}; null if there is
     * none.
     */
    synchronized @Nullable WatchedLoader remaining(String release) {
        for (WatchEntry entry : entries) {
            if (entry.release().equals(release)
                    && entry.removedAt() != null
                    && !entry.loader().isGone()) {
                return entry.loader();
            }
        }
        return null;
    }

    /** Notes what has gone; says whether it is time to ask for a collection. */
    private synchronized boolean noteGone() {
        Instant now = clock.instant();
        boolean waiting = false;
        for (WatchEntry entry : entries) {
            if (entry.loader().isGone()) {
                entry.gone(now);
            } else if (entry.state() == UnloadState.WATCHED) {
                waiting |= entry.countCheck() >= limits.checksBeforeAsking();
            }
        }
        dropOldestGone();
        boolean ask = waiting && limits.askForCollection() && !now.isBefore(lastAsked.plus(limits.askInterval()));
        if (ask) {
            lastAsked = now;
        }
        return ask;
    }

    /** Those that are not gone stay: an entry weighs nothing beside the loader, and there are not more of them. */
    private void dropOldestGone() {
        long surplus = entries.stream().filter(entry -> entry.loader().isGone()).count() - limits.keptGone();
        for (var each = entries.iterator(); surplus > 0 && each.hasNext(); ) {
            if (each.next().loader().isGone()) {
                each.remove();
                surplus--;
            }
        }
    }

    private synchronized List<WatchEntry> survivors() {
        boolean watching = entries.stream().anyMatch(entry -> entry.state() == UnloadState.WATCHED);
        if (!watching) {
            return List.of();
        }
        Instant now = clock.instant();
        long collections = canary.collections();
        return entries.stream()
                .filter(entry -> entry.hasSurvived(now, collections, limits))
                .toList();
    }

    private @Nullable Inspection inspect(WatchEntry entry) {
        ClassLoader loader = entry.loader().get();
        return loader == null ? null : inspector.apply(loader);
    }

    private void entryHeld(WatchEntry entry, Inspection inspection) {
        synchronized (this) {
            entry.held(clock.instant(), inspection);
        }
        LOG.warn(
                "{} was removed but its class loader stays, held by {}",
                entry.release(),
                inspection.holders().isEmpty()
                        ? "nothing that can be seen from within the process"
                        : inspection.holders().stream().map(Holder::text).toList());
    }
}
