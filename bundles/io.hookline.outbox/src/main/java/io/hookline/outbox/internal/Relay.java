package io.hookline.outbox.internal;

import io.hookline.api.hook.HookContext;
import io.hookline.outbox.status.OutboxStatus;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.statement.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of one database on some threads, whose number never grows with the failures: each backs off while
 * the database is gone, and goes on when it is back.
 */
final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final long CARE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final String name;
    private final SqlDatabase database;
    private final EventPoints points;
    private final Supplier<OutboxSettings> settings;
    private final Set<String> unheard = ConcurrentHashMap.newKeySet();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private final AtomicLong nextCare = new AtomicLong(System.nanoTime());
    private final AtomicLong nextForget = new AtomicLong(System.nanoTime());
    private final List<Thread> threads = new ArrayList<>();
    /** Guards the signal and the threads. */
    private final Object lock = new Object();

    private long signals;
    private volatile boolean stopping;
    private volatile boolean indexed;
    private volatile String problem = "";
    private volatile OutboxStatus last;

    Relay(String name, SqlDatabase database, EventPoints points, Supplier<OutboxSettings> settings) {
        this.name = name;
        this.database = database;
        this.points = points;
        this.settings = settings;
        last = new OutboxStatus(name, -1, null, -1, 0, 0, 0, "");
    }

    /** Starts the threads that are missing; those that are too many end by themselves. */
    void start() {
        synchronized (lock) {
            threads.removeIf(thread -> !thread.isAlive());
            int wanted = settings.get().workers();
            for (int i = 0; i < wanted && !stopping; i++) {
                String label = "outbox " + name + " " + i;
                if (threads.stream().noneMatch(thread -> thread.getName().equals(label))) {
                    int number = i;
                    Thread thread = new Thread(() -> run(number), label);
                    thread.setDaemon(true);
                    threads.add(thread);
                    thread.start();
                }
            }
        }
        wake();
    }

    /** Looks for events at once. */
    void wake() {
        synchronized (lock) {
            signals++;
            lock.notifyAll();
        }
    }

    private void run(int number) {
        int failures = 0;
        while (!stopping && number < settings.get().workers()) {
            long seen = signals();
            boolean more = false;
            Duration pause = settings.get().poll();
            try {
                more = pass();
                if (failures > 0 && !problem.isEmpty()) {
                    problem = "";
                    LOG.info("the events of {} are delivered again", name);
                }
                failures = 0;
            } catch (Throwable e) {
                // Whatever it was, a thread that ends would leave events undelivered.
                failures++;
                seen = Long.MAX_VALUE;
                pause = OutboxSettings.pause(FIRST_PAUSE_MS, LONGEST_PAUSE_MS, failures);
                if (problem.isEmpty() && !stopping) {
                    LOG.warn("the events of {} wait: {}", name, e.getMessage(), e);
                }
                problem = String.valueOf(e.getMessage());
            }
            if (!more) {
                idle(seen, pause);
            }
        }
    }

    /** Delivers what one transaction takes; whether there may be more. */
    private boolean pass() throws DatabaseUnavailableException, SQLException {
        care();
        unheard.removeIf(points::isHeard);
        boolean due = !database.read(
                        HookContext.create(),
                        transaction -> WaitingEvents.due(transaction, Instant.now(), 1, List.copyOf(unheard), false))
                .isEmpty();
        if (!due || stopping) {
            return false;
        }
        Batch batch = new Batch(name, database, points, settings.get(), unheard, () -> stopping);
        Batch.Counts counts = database.write(HookContext.create(), batch);
        delivered.add(counts.delivered);
        retried.add(counts.retried);
        dead.add(counts.dead);
        return counts.taken > 0;
    }

    /** Now and then: creates the index, counts, and removes what is not kept any longer. One thread at a time. */
    private void care() throws DatabaseUnavailableException, SQLException {
        if (!isTime(nextCare, CARE_NANOS)) {
            return;
        }
        if (!indexed) {
            createIndex();
            indexed = true;
        }
        if (isTime(nextForget, FORGET_NANOS)) {
            OutboxSettings now = settings.get();
            database.write(HookContext.create(), transaction -> {
                DeadLetters.forget(transaction, now.deadLetters(), now.processed());
                return true;
            });
        }
        last = ask();
    }

    private static boolean isTime(AtomicLong next, long period) {
        long due = next.get();
        long now = System.nanoTime();
        return now - due >= 0 && next.compareAndSet(due, now + period);
    }

    private void createIndex() throws DatabaseUnavailableException {
        // MySQL does not know IF NOT EXISTS here, and fails if the index is there, as the rights to create one may be
        // missing elsewhere. Without it, events are found all the same.
        for (boolean unlessThere : new boolean[] {true, false}) {
            try {
                database.write(HookContext.create(), transaction -> {
                    WaitingEvents.createIndex(transaction, unlessThere);
                    return true;
                });
                return;
            } catch (SQLException e) {
                LOG.debug("the index on the outbox of {} is not created", name, e);
            }
        }
    }

    private OutboxStatus ask() throws DatabaseUnavailableException, SQLException {
        HookContext context = HookContext.builder().timeout(CALL_TIMEOUT).build();
        return database.read(context, transaction -> {
            Row count = WaitingEvents.count(transaction);
            Instant oldest = count.value(1) instanceof Instant there ? there : null;
            return status(count.getLong(0), oldest, DeadLetters.count(transaction), problem());
        });
    }

    private OutboxStatus status(long waiting, @Nullable Instant oldest, long letters, String what) {
        return new OutboxStatus(name, waiting, oldest, letters, delivered.sum(), retried.sum(), dead.sum(), what);
    }

    private String problem() {
        return unheard.isEmpty() || !problem.isEmpty()
                ? problem
                : "no hook takes the events "
                        + String.join(", ", unheard.stream().sorted().toList());
    }

    /** As the database says now. */
    OutboxStatus statusNow() {
        try {
            last = ask();
            return last;
        } catch (DatabaseUnavailableException | SQLException e) {
            return status(-1, null, -1, String.valueOf(e.getMessage()));
        }
    }

    /** As the relay has seen it last. */
    OutboxStatus lastStatus() {
        OutboxStatus seen = last;
        return status(seen.waiting(), seen.oldest(), seen.deadLetters(), problem());
    }

    private long signals() {
        synchronized (lock) {
            return signals;
        }
    }

    /** Waits, unless there is another signal than the one that was seen; the greatest number to wait in any case. */
    private void idle(long seen, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        synchronized (lock) {
            while (!stopping && (seen == Long.MAX_VALUE || signals == seen)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    // The end of the relay sets the flag as well; without it the thread goes on.
                    return;
                }
            }
        }
    }

    /** Lets the deliveries in progress end, then interrupts them. */
    @Override
    public void close() {
        List<Thread> ending;
        synchronized (lock) {
            stopping = true;
            ending = List.copyOf(threads);
            lock.notifyAll();
        }
        long end = System.nanoTime() + END_TIMEOUT.toNanos();
        try {
            for (Thread thread : ending) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
                if (thread.isAlive()) {
                    LOG.warn("a delivery of {} does not end, and is interrupted: {}", name, thread.getName());
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
