package io.hookline.torture.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts, expectations and violations of a run. Safe for use by many threads. */
final class RunMetrics {

    private final Expectations expectations = new Expectations();
    private final Violations violations = new Violations();
    private final CallCounts callCounts = new CallCounts();
    private final OperationTimes operations = new OperationTimes();
    private final LongAdder begun = new LongAdder();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    RunMetrics() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    Expectations expectations() {
        return expectations;
    }

    Violations violations() {
        return violations;
    }

    CallCounts callCounts() {
        return callCounts;
    }

    OperationTimes operations() {
        return operations;
    }

    /** Counts a call that begins. */
    void begun() {
        begun.increment();
    }

    /** Counts a call that has ended. */
    void ended(Outcome outcome) {
        counter(outcome).increment();
    }

    long calls() {
        return begun.sum();
    }

    long calls(Outcome outcome) {
        return counter(outcome).sum();
    }

    private LongAdder counter(Outcome outcome) {
        LongAdder counter = outcomes.get(outcome);
        if (counter == null) {
            throw new IllegalArgumentException(String.valueOf(outcome));
        }
        return counter;
    }

    /**
     * Compares the calls that began with those that ended, and the counts of callers and releases. Used after the last
     * call.
     */
    void close() {
        long ended = outcomes.values().stream().mapToLong(LongAdder::sum).sum();
        if (ended != calls()) {
            violations.add(Violation.Kind.LOST, calls() + " calls have begun, but " + ended + " have an outcome");
        }
        callCounts.reconcile(violations);
    }
}
