package io.hookline.gateway.internal.control;

import io.hookline.common.trial.Contenders;
import io.hookline.common.trial.StepCriteria;
import io.hookline.common.trial.StepJudge;
import io.hookline.common.trial.StepObservation;
import io.hookline.common.trial.StepVerdict;
import io.hookline.common.trial.StepVerdict.Outcome;
import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.config.StranglerSettings.Judging;
import io.hookline.gateway.internal.strangle.MigrationCounts;
import io.hookline.gateway.internal.strangle.SideCounts;
import java.util.concurrent.TimeUnit;

/**
 * Judges one migration, look by look. It only decides; its caller moves. Calls are judged in windows that begin with
 * each step: what was long ago neither condemns nor excuses. Used by one thread at a time.
 *
 * <pre>
 *  at 0 %                       copies only: nothing to judge, and nothing moves by itself
 *  certainly worse              back, by a step or to 0
 *  certainly no worse, in time  the next step, if steps follow by themselves
 *  otherwise                    it stays
 * </pre>
 */
final class Pilot {

    /** Windows follow each other without end, so each must be wrong less often than a canary's one step. */
    private static final double ALPHA = 0.001;

    private static final double SLOW_FROM = 0.95;
    private static final int CALLS_TO_PASS = 100;
    private static final Contenders SIDES = new Contenders("new upstream", "old upstream");

    private StranglerSettings settings;
    private int percent = -1;
    private int slowClass = -1;
    private long stepBeganNanos;
    private long windowBeganNanos;
    private SideCounts oldBase = SideCounts.NONE;
    private SideCounts newBase = SideCounts.NONE;
    // Calls are slow or not only from when it is known what is slow.
    private SideCounts oldTimedBase = SideCounts.NONE;
    private SideCounts newTimedBase = SideCounts.NONE;
    private StepObservation lastOld = StepObservation.NONE;

    Pilot(StranglerSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes a look.
     *
     * @param now of {@link System#nanoTime()}
     * @param share the new side's, in percent
     * @param counts since the migration began
     */
    Decision look(long now, StranglerSettings rules, int share, MigrationCounts counts) {
        if (!rules.isSameMigration(settings)) {
            lastOld = StepObservation.NONE;
            slowClass = -1;
            percent = -1;
        }
        settings = rules;
        if (share != percent) {
            percent = share;
            stepBeganNanos = now;
            begin(now, counts);
        }
        if (share == 0) {
            return Decision.stay("copies only");
        }
        if (slowClass < 0) {
            beginTimed(counts);
        }
        StepObservation seen = seen(counts);
        StepVerdict verdict = judge(rules.judging()).judge(seen);
        Decision decision = decide(now, verdict);
        if (now - windowBeganNanos >= TimeUnit.SECONDS.toNanos(rules.judging().windowSeconds())) {
            begin(now, counts);
        }
        return decision;
    }

    private Decision decide(long now, StepVerdict verdict) {
        Judging rule = settings.judging();
        if (verdict.outcome() == Outcome.FAIL && !rule.back().equals("off")) {
            int back = rule.back().equals("zero") ? 0 : settings.before(percent);
            return new Decision(back, verdict.reason());
        }
        boolean due = rule.stepAfterSeconds() > 0
                && now - stepBeganNanos >= TimeUnit.SECONDS.toNanos(rule.stepAfterSeconds());
        if (verdict.outcome() == Outcome.PASS && due && !settings.paused() && percent < 100) {
            return new Decision(settings.after(percent), verdict.reason());
        }
        String words =
                switch (verdict.outcome()) {
                    case PASS -> "no worse: ";
                    case FAIL -> "worse: ";
                    case INCONCLUSIVE, MISSING_MEASURE -> "not decided: ";
                };
        return Decision.stay(words + verdict.reason());
    }

    private void begin(long now, MigrationCounts counts) {
        windowBeganNanos = now;
        oldBase = counts.old();
        newBase = counts.fresh();
        beginTimed(counts);
    }

    private void beginTimed(MigrationCounts counts) {
        oldTimedBase = counts.old();
        newTimedBase = counts.fresh();
        if (counts.old().timed() >= settings.judging().minCalls()) {
            slowClass = counts.old().classAt(SLOW_FROM);
        }
    }

    private StepObservation seen(MigrationCounts counts) {
        SideCounts fresh = counts.fresh().since(newBase);
        SideCounts old = counts.old().since(oldBase);
        SideCounts freshTimed = counts.fresh().since(newTimedBase);
        SideCounts oldTimed = counts.old().since(oldTimedBase);
        boolean timed = slowClass >= 0;
        StepObservation seen = new StepObservation(
                fresh.calls(),
                fresh.failures(),
                old.calls(),
                old.failures(),
                timed ? freshTimed.timed() : 0,
                timed ? freshTimed.slowerThan(slowClass) : 0,
                timed ? oldTimed.timed() : 0,
                timed ? oldTimed.slowerThan(slowClass) : 0);
        if (seen.stableCalls() >= settings.judging().minCalls()) {
            lastOld = seen;
        }
        // Where the old side has no calls any more, it is judged by its last ones.
        return percent == 100 ? seen.besideStableOf(lastOld) : seen;
    }

    private static StepJudge judge(Judging rule) {
        return new StepJudge(
                new StepCriteria(
                        ALPHA,
                        rule.failurePoints() / 100.0,
                        rule.slowPoints() / 100.0,
                        true,
                        rule.minCalls(),
                        Math.max(CALLS_TO_PASS, rule.minCalls())),
                SIDES);
    }

    /**
     * What follows.
     *
     * @param percent the new side's share; -1 to leave it
     * @param reason with the figures
     */
    record Decision(int percent, String reason) {

        static Decision stay(String reason) {
            return new Decision(-1, reason);
        }

        boolean moves() {
            return percent >= 0;
        }
    }
}
