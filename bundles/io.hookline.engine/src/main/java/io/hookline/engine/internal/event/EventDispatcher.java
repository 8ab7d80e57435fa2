package io.hookline.engine.internal.event;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvent.EventsDropped;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.api.runtime.RuntimeListener;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events to listeners.
 *
 * <pre>
 *  publish ─▶ queue of listener 1 ─▶ its thread ─▶ listener 1
 *         └─▶ queue of listener 2 ─▶ its thread ─▶ listener 2
 * </pre>
 *
 * <p>One lock orders the events, and is held only to put them into the queues. A listener has a thread while events
 * wait for it. Safe for use by many threads.
 */
public final class EventDispatcher implements RuntimeEvents, AutoCloseable {

    private static final int IDLE_SECONDS = 5;

    private final Clock clock;
    private final int capacity;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final ThreadPoolExecutor threads;

    /**
     * A dispatcher without listeners.
     *
     * @param capacity how many events may wait for one listener
     */
    public EventDispatcher(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "hookline-events");
                    thread.setDaemon(true);
                    return thread;
                });
        // An event that meets the end is not delivered.
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Tells a listener of all events from now on. */
    public void add(RuntimeListener listener) {
        add(listener, "the runtime listener " + listener.getClass().getName());
    }

    /**
     * Tells a listener of all events from now on.
     *
     * @param name its name for the log, such as whose it is
     */
    public void add(RuntimeListener listener, String name) {
        Delivery delivery =
                new Delivery(Objects.requireNonNull(listener, "listener"), Objects.requireNonNull(name, "name"));
        synchronized (deliveries) {
            deliveries.add(delivery);
        }
    }

    /** Stops telling a listener; events that wait for it are dropped. */
    public void remove(RuntimeListener listener) {
        synchronized (deliveries) {
            deliveries.removeIf(delivery -> delivery.endsFor(listener));
        }
    }

    @Override
    public void publish(RuntimeEvent event) {
        RuntimeFlightEvents.record(event);
        synchronized (deliveries) {
            deliveries.forEach(delivery -> delivery.take(event));
        }
    }

    /** Ends the threads once the events that wait have been delivered. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /** The events that wait for one listener. Guarded by the lock of the deliveries. */
    private final class Delivery implements Runnable {

        private final RuntimeListener listener;
        /** Used by the thread that delivers. */
        private final ListenerFailures failures;

        private final Deque<RuntimeEvent> waiting = new ArrayDeque<>();
        private boolean isRunning;
        private boolean isEnded;
        private long dropped;
        private Instant firstDropped = Instant.EPOCH;

        Delivery(RuntimeListener listener, String name) {
            this.listener = listener;
            this.failures = new ListenerFailures(name, clock);
        }

        boolean endsFor(RuntimeListener other) {
            if (listener != other) {
                return false;
            }
            isEnded = true;
            waiting.clear();
            return true;
        }

        void take(RuntimeEvent event) {
            if (waiting.size() == capacity) {
                waiting.removeFirst();
                if (dropped++ == 0) {
                    firstDropped = clock.instant();
                }
            }
            waiting.addLast(event);
            if (!isRunning && !threads.isShutdown()) {
                isRunning = true;
                threads.execute(this);
            }
        }

        @Override
        public void run() {
            for (RuntimeEvent event = next(); event != null; event = next()) {
                try {
                    listener.onEvent(event);
                } catch (Throwable e) {
                    // Whatever it throws: the listener gets the next event.
                    failures.failed(event, e);
                }
            }
        }

        private @Nullable RuntimeEvent next() {
            synchronized (deliveries) {
                if (!isEnded && dropped > 0) {
                    EventsDropped report = new EventsDropped(
                            firstDropped, Cause.ofRuntime("the listener is slower than the events"), dropped);
                    dropped = 0;
                    return report;
                }
                RuntimeEvent event = isEnded ? null : waiting.pollFirst();
                if (event == null) {
                    isRunning = false;
                }
                return event;
            }
        }
    }
}
