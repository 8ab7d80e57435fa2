package io.hookline.shell.internal.feed;

import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeListener;
import io.hookline.shell.feed.EventEntry;
import io.hookline.shell.feed.EventFeed;
import io.hookline.shell.feed.EventFilter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Keeps the latest events of the runtime in memory. */
@Component(
        immediate = true,
        service = {EventFeed.class, RuntimeListener.class})
public final class EventRing implements EventFeed, RuntimeListener {

    private final int most;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    /** Guarded by this object, as the others are. */
    private final Deque<EventEntry> kept = new ArrayDeque<>();

    private final long before;
    private long last;

    /** Numbers begin with the time, in milliseconds, so that those of a later process are greater. */
    @Activate
    public EventRing() {
        this(MOST, System.currentTimeMillis());
    }

    /** With how many events are kept, and the number before the first one. */
    public EventRing(int most, long before) {
        this.most = most;
        this.before = before;
        this.last = before;
    }

    @Override
    public void onEvent(RuntimeEvent event) {
        synchronized (this) {
            last++;
            if (kept.size() == most) {
                kept.removeFirst();
            }
            kept.addLast(EventWords.entry(last, event));
            notifyAll();
        }
        watchers.forEach(Runnable::run);
    }

    @Override
    public synchronized long last() {
        return last;
    }

    @Override
    public synchronized List<EventEntry> latest(int wanted, EventFilter filter) {
        List<EventEntry> latest = new ArrayList<>();
        for (Iterator<EventEntry> newest = kept.descendingIterator(); newest.hasNext() && latest.size() < wanted; ) {
            EventEntry event = newest.next();
            if (filter.passes(event)) {
                latest.add(event);
            }
        }
        Collections.reverse(latest);
        return latest;
    }

    @Override
    public synchronized Page after(long number) {
        long known = number > last ? before : Math.max(number, before);
        List<EventEntry> events =
                kept.stream().filter(event -> event.number() > known).toList();
        return new Page(events, last - known - events.size());
    }

    @Override
    public synchronized boolean await(long number, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (number >= last) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    @Override
    public Watch watch(Runnable added) {
        watchers.add(added);
        return () -> watchers.remove(added);
    }
}
