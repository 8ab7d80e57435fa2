package io.hookline.outbox.internal;

import io.hookline.api.hook.HookContext;
import io.hookline.event.Event;
import io.hookline.event.EventHook;
import io.hookline.event.EventRefusedException;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.SqlTransaction;
import io.hookline.sql.SqlWork;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction of a relay: takes events, delivers them, and notes how each ended. If it is not committed, all of
 * them are delivered again.
 *
 * @param unheard the types that no hook takes; those that are met are added
 * @param stopping whether no further event may be taken
 */
record Batch(
        String name,
        SqlDatabase database,
        EventPoints points,
        OutboxSettings settings,
        Set<String> unheard,
        BooleanSupplier stopping)
        implements SqlWork<Batch.Counts> {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    /** Payloads may be large, and each worker holds so many at once. */
    private static final int MOST_AT_ONCE = 16;

    @Override
    public Counts in(SqlTransaction transaction) throws SQLException {
        Counts counts = new Counts();
        long begun = System.nanoTime();
        while (counts.taken < settings.batchEvents()) {
            List<WaitingEvent> due = WaitingEvents.due(
                    transaction,
                    Instant.now(),
                    Math.min(MOST_AT_ONCE, settings.batchEvents() - counts.taken),
                    List.copyOf(unheard),
                    true);
            if (due.isEmpty()) {
                return counts;
            }
            for (WaitingEvent event : due) {
                if (stopping.getAsBoolean()
                        || System.nanoTime() - begun > settings.batch().toNanos()) {
                    return counts;
                }
                if (!unheard.contains(event.type())) {
                    handle(transaction, event, counts);
                }
            }
        }
        return counts;
    }

    private void handle(SqlTransaction transaction, WaitingEvent waiting, Counts counts) throws SQLException {
        counts.taken++;
        try {
            if (!deliver(eventOf(waiting))) {
                unheard.add(waiting.type());
                LOG.warn(
                        "events {} of {} wait: no hook takes them. Deploy a plugin for {}{} or {}.",
                        waiting.type(),
                        name,
                        EventHook.PREFIX,
                        waiting.type(),
                        EventHook.ANY);
                return;
            }
            WaitingEvents.remove(transaction, waiting);
            counts.delivered++;
        } catch (Undelivered e) {
            failed(transaction, waiting, e, counts);
        }
    }

    private void failed(SqlTransaction transaction, WaitingEvent waiting, Undelivered failure, Counts counts)
            throws SQLException {
        String problem = String.valueOf(failure.getMessage());
        int failures = waiting.attempts() + 1;
        if (failure.forGood || failures >= settings.maxAttempts()) {
            LOG.error(
                    "event {} {} of {} is a dead letter after {} deliveries: {}. Mend the cause, then run"
                            + " hook:outbox replay {}",
                    waiting.type(),
                    waiting.row().text(1),
                    name,
                    failures,
                    problem,
                    waiting.row().text(1),
                    failure.getCause());
            WaitingEvents.bury(transaction, waiting, problem);
            counts.dead++;
        } else {
            LOG.debug("event {} of {} is delivered again", waiting.row().text(1), name, failure.getCause());
            WaitingEvents.postpone(transaction, waiting, settings.pauseAfter(failures), problem);
            counts.retried++;
        }
    }

    private static Event eventOf(WaitingEvent waiting) throws Undelivered {
        try {
            return waiting.event();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Undelivered("the row in the database is no event: " + e.getMessage(), e, true);
        }
    }

    private boolean deliver(Event event) throws Undelivered {
        HookContext context = HookContext.builder()
                .callId(event.id())
                .timeout(settings.delivery())
                .build();
        context.put(EventHook.DATABASE, database);
        try {
            return points.deliver(event, context);
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
                throw error;
            }
            EventRefusedException refusal = refusalIn(e);
            throw refusal != null
                    ? new Undelivered(String.valueOf(refusal.getMessage()), e, true)
                    : new Undelivered(e.getMessage() == null ? e.toString() : e.getMessage(), e, false);
        } finally {
            // The thread is the relay's. Left interrupted, it would break the connection on which it goes on.
            Thread.interrupted();
        }
    }

    /** The runner that isolates a hook may have wrapped it. */
    private static @Nullable EventRefusedException refusalIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof EventRefusedException refusal) {
                return refusal;
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** How the events of a batch ended. Of one thread. */
    static final class Counts {

        int taken;
        int delivered;
        int retried;
        int dead;
    }

    /** An event that was not delivered. */
    private static final class Undelivered extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean forGood;

        Undelivered(@Nullable String message, Throwable cause, boolean forGood) {
            super(message, cause, false, false);
            this.forGood = forGood;
        }
    }
}
