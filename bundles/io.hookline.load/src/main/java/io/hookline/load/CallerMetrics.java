package io.hookline.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** The latencies and outcomes of one caller's calls. Its thread writes; another thread may read meanwhile. */
final class CallerMetrics {

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

    CallerMetrics(Schedule schedule, LoadPlan.LatencyUnit unit) {
        this.schedule = schedule;
        this.unitNanos = unit.nanos();
    }

    static Histogram histogram() {
        return new Histogram(DIGITS);
    }

    // ---- used by the caller's thread
    // ------------------------------------------------------------------------------------

    void begin(long from) {
        inFlightFrom.lazySet(from);
    }

    /** Ends the current call; false if it was given up and counted before. */
    boolean end() {
        return inFlightFrom.getAndSet(NO_CALL) != GIVEN_UP;
    }

    /** Counts a call that has ended. */
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

    /** Counts a call that was due but could not be made. Its latency is at least the time that it waited. */
    void unmade(long due, long givenUp) {
        if (schedule.counts(due)) {
            latencies.recordValue(Math.max(0, givenUp - due) / unitNanos);
            errors.lazySet(errors.get() + 1);
            unmade.lazySet(unmade.get() + 1);
        }
    }

    // ---- used by the reader
    // ---------------------------------------------------------------------------------------------

    /** Moves the latencies since the last call of this method. */
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
     * Gives up the call that is in flight, if it counts. Its outcome is not counted any more.
     *
     * @return when its latency began; -1 if there is none
     */
    long giveUp() {
        long from = inFlightFrom.get();
        return from >= 0 && schedule.counts(from) && inFlightFrom.compareAndSet(from, GIVEN_UP) ? from : NO_CALL;
    }

    Map<String, Kind> kinds() {
        return kinds;
    }

    /** The calls with one kind of outcome. */
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
