package io.hookline.torture.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is counted while a run goes on, and what it is measured by. Safe for use by many threads. */
final class Tally {

    private final Expectations expectations = new Expectations();
    private final Violations violations = new Violations();
    private final Accounts accounts = new Accounts();
    private final OperationTimes operations = new OperationTimes();
    private final LongAdder begun = new LongAdder();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    Tally() {
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

    Accounts accounts() {
        return accounts;
    }

    OperationTimes operations() {
        return operations;
    }

    /** A call begins. */
    void begun() {
        begun.increment();
    }

    /** A call has ended. */
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

    /** Compares what began with what ended, and what callers saw with what releases say; once nobody calls any more. */
    void close() {
        long ended = outcomes.values().stream().mapToLong(LongAdder::sum).sum();
        if (ended != calls()) {
            violations.add(Violation.Kind.LOST, calls() + " calls have begun, and " + ended + " have had an outcome");
        }
        accounts.reconcile(violations);
    }
}
