package io.hookline.faults.ledger;

import java.util.Set;

/**
 * A finished step.
 *
 * @param number its number, from 1
 * @param fault the name of its fault
 * @param detail what was chosen at random; empty if nothing was
 * @param allowed the outcomes that its fault allows
 * @param outcome what became of it
 * @param millis its duration
 */
public record StepRecord(int number, String fault, String detail, Set<Outcome> allowed, Outcome outcome, long millis) {

    /** With a copy of the set. */
    public StepRecord {
        allowed = Set.copyOf(allowed);
    }

    /** Whether the fault allows the outcome. */
    public boolean isAllowed() {
        return allowed.contains(outcome);
    }
}
