package io.hookline.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** What became of one caller's calls. Written by its thread; read by another one meanwhile. */
final class Account {

    private static final int DIGITS = 3;
    private static final int MOST_KINDS = 50;
    private static final long NO_CALL = -1;
    private static final long GIVEN_UP = -2;

    private final Schedule schedule;
    private final long unitNanos;
    private final SingleWriterRecorder latencies = new SingleWriterRecorder(DIGITS);
    private final SingleWriterRecorder asMade = new SingleWriterRecorder(DIGITS);
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong unmade = new AtomicLong();
    private final AtomicLong inFlightFrom = new AtomicLong(NO_CALL);
    private final AtomicLong lastEnd = new AtomicLong();
    private @Nullable Kind latest;
    private @Nullable Histogram spare;
    private @Nullable Histogram spareAsMade;

    Account(Schedule schedule, LoadPlan.LatencyUnit unit) {
        this.schedule = schedule;
        this.unitNanos = unit.nanos();
    }

    static Histogram histogram() {
        return new Histogram(DIGITS);
    }

    // ---- by the caller's thread ------------------------------------------------------------------------------------

    void begin(long from) {
        inFlightFrom.lazySet(from);
    }

    /** The call that began is over; false if it was given up before, so that it is counted already. */
    boolean end() {
        return inFlightFrom.getAndSet(NO_CALL) != GIVEN_UP;
    }

    /** A call has ended. */
    void called(LoadOutcome outcome, long ended, long latency, long sinceMade) {
        latencies.recordValue(Math.max(0, latency) / unitNanos);
        if (schedule.isOpen()) {
            asMade.recordValue(sinceMade / unitNanos);
        }
        lastEnd.lazySet(ended);
        if (outcome.failed()) {
            errors.lazySet(errors.get() + 1);
        }
        Kind kind = latest;
        if (kind == null || !kind.is(outcome)) {
            kind = kind(outcome);
            latest = kind;
        }
        kind.count.lazySet(kind.count.get() + 1);
    }

    private Kind kind(LoadOutcome outcome) {
        if (!kinds.containsKey(outcome.kind()) && kinds.size() >= MOST_KINDS) {
            LoadOutcome other = outcome.failed()
                    ? LoadOutcome.failed("other errors", outcome.detail())
                    : LoadOutcome.well("other answers");
            return kinds.computeIfAbsent(other.kind(), name -> new Kind(other));
        }
        return kinds.computeIfAbsent(outcome.kind(), name -> new Kind(outcome));
    }

    /** A call that was due could not be made, so that its latency is at least what it has waited until it was given up. */
    void unmade(long due, long givenUp) {
        if (schedule.counts(due)) {
            latencies.recordValue(Math.max(0, givenUp - due) / unitNanos);
            errors.lazySet(errors.get() + 1);
            unmade.lazySet(unmade.get() + 1);
        }
    }

    // ---- by the reader ---------------------------------------------------------------------------------------------

    /** Moves what has come since the last time. */
    void drainTo(Histogram latency, Histogram made) {
        Histogram interval = latencies.getIntervalHistogram(spare);
        latency.add(interval);
        spare = interval;
        if (schedule.isOpen()) {
            Histogram intervalAsMade = asMade.getIntervalHistogram(spareAsMade);
            made.add(intervalAsMade);
            spareAsMade = intervalAsMade;
        }
    }

    long errors() {
        return errors.get();
    }

    long unmade() {
        return unmade.get();
    }

    long lastEnd() {
        return lastEnd.get();
    }

    /**
     * Gives up the call that is in flight, if it is one that counts: what becomes of it later is not counted any more.
     *
     * @return since when it was waited for; -1 if there is none
     */
    long giveUp() {
        long from = inFlightFrom.get();
        return from >= 0 && schedule.counts(from) && inFlightFrom.compareAndSet(from, GIVEN_UP) ? from : NO_CALL;
    }

    Map<String, Kind> kinds() {
        return kinds;
    }

    /** Calls of one kind. */
    static final class Kind {

        private final LoadOutcome first;
        private final AtomicLong count = new AtomicLong();

        Kind(LoadOutcome first) {
            this.first = first;
        }

        private boolean is(LoadOutcome outcome) {
            return first.failed() == outcome.failed() && first.kind().equals(outcome.kind());
        }

        LoadOutcome first() {
            return first;
        }

        long count() {
            return count.get();
        }
    }
}
