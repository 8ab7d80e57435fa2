package io.hookline.faults;

import io.hookline.faults.ledger.CallVerdict;
import io.hookline.faults.ledger.Ledger;
import io.hookline.faults.ledger.StepRecord;
import io.hookline.faults.ledger.Violation;
import java.util.List;
import java.util.Map;

/**
 * What a campaign did and saw.
 *
 * @param seed its seed
 * @param isComplete whether it ran to its end
 * @param seconds its duration
 * @param calls the number of calls by verdict
 * @param steps its steps, in order
 * @param violations the broken guarantees, in order; a few of each kind in each step
 */
public record CampaignReport(
        long seed,
        boolean isComplete,
        long seconds,
        Map<CallVerdict, Long> calls,
        List<StepRecord> steps,
        List<Violation> violations) {

    /** With copies. */
    public CampaignReport {
        calls = Map.copyOf(calls);
        steps = List.copyOf(steps);
        violations = List.copyOf(violations);
    }

    static CampaignReport of(CampaignOptions options, Ledger ledger, boolean isComplete, long seconds) {
        return new CampaignReport(
                options.seed(), isComplete, seconds, ledger.calls(), ledger.steps(), ledger.violations());
    }

    /** Whether no guarantee was broken. */
    public boolean isClean() {
        return violations.isEmpty();
    }

    /** The command that repeats everything up to a violation. */
    public String repeatAll(Violation violation) {
        return "hookline torture --faults --seed " + seed + " --steps " + Math.max(1, violation.step());
    }

    /** The command that repeats the fault of a violation alone, on a fresh data folder. */
    public String repeatAlone(Violation violation) {
        return "hookline torture --faults --seed " + seed + " --steps 1 --only " + violation.fault();
    }

    /** The report for people; the last line is the verdict. */
    public String text() {
        return CampaignText.of(this);
    }

    /** The report as JSON. */
    public String json() {
        return CampaignJson.of(this);
    }
}
