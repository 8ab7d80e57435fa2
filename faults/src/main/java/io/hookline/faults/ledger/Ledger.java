package io.hookline.faults.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a campaign did and saw. Counts all calls and keeps all steps; of the violations of one kind in one step it keeps
 * a few. Safe for use by many threads.
 */
public final class Ledger {

    private static final int KEPT_OF_A_KIND = 3;

    private final List<StepRecord> steps = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Map<CallVerdict, Long> calls = new EnumMap<>(CallVerdict.class);
    private final Map<Violation.Kind, Integer> ofStep = new EnumMap<>(Violation.Kind.class);
    private final Set<Integer> spoiled = new HashSet<>();
    private int step;
    private String fault = "start";

    /** Begins a step: what is seen from now on belongs to it. */
    public synchronized void begin(String faultName) {
        step++;
        fault = faultName;
        ofStep.clear();
    }

    /** The number of the current step; 0 before the first one. */
    public synchronized int step() {
        return step;
    }

    /** Ends the current step. An outcome that its fault does not allow is a violation. */
    public synchronized void end(String detail, Set<Outcome> allowed, Outcome outcome, long millis) {
        StepRecord record = new StepRecord(step, fault, detail, allowed, outcome, millis);
        steps.add(record);
        if (!record.isAllowed()) {
            violation(
                    Violation.Kind.OUTCOME,
                    "ended as " + outcome + ", allowed: " + allowed + (detail.isEmpty() ? "" : " (" + detail + ")"));
        }
    }

    /** Counts a call and returns its verdict. */
    public synchronized CallVerdict call(CallObservation seen, String what) {
        CallVerdict verdict = CallVerdict.of(seen);
        calls.merge(verdict, 1L, Long::sum);
        switch (verdict) {
            case OPEN -> violation(Violation.Kind.OPEN, what + " without a valid key got status " + seen.status());
            case WRONG_ANSWER ->
                violation(
                        Violation.Kind.WRONG_ANSWER, what + " got status " + seen.status() + " and not its own answer");
            case NO_ANSWER ->
                violation(
                        Violation.Kind.NO_ANSWER,
                        what + " got no answer while the process should serve: " + seen.problem());
            default -> {
                // An allowed outcome.
            }
        }
        return verdict;
    }

    /** Records a violation of the current step. */
    public synchronized void violation(Violation.Kind kind, String text) {
        spoiled.add(step);
        if (ofStep.merge(kind, 1, Integer::sum) <= KEPT_OF_A_KIND) {
            violations.add(new Violation(kind, step, fault, text));
        }
    }

    /** Whether the current step has violations. */
    public synchronized boolean isSpoiled() {
        return spoiled.contains(step);
    }

    /** The finished steps, in order. */
    public synchronized List<StepRecord> steps() {
        return List.copyOf(steps);
    }

    /** The violations that were kept, in order. */
    public synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** The number of calls by verdict. */
    public synchronized Map<CallVerdict, Long> calls() {
        return new EnumMap<>(calls);
    }
}
