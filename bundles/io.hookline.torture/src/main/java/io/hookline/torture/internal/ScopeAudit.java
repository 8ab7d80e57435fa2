package io.hookline.torture.internal;

import io.hookline.api.HookFailedException;
import io.hookline.common.text.Printable;
import io.hookline.torture.hook.TortureCall.Answer;
import io.hookline.torture.hook.TortureFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks all calls of one scope against what was expected while it was open. Used once, by one thread. */
final class ScopeAudit {

    private final Expectation since;
    private final int plugins;
    private final String key;
    private final Violations violations;
    /** The version of each plugin that this scope has met. */
    private final Map<String, String> met = new HashMap<>();

    /**
     * @param since what was expected when the scope was entered
     * @param plugins the number of plugins if all are there
     * @param key the scope's routing key
     */
    ScopeAudit(Expectation since, int plugins, String key, Violations violations) {
        this.since = since;
        this.plugins = plugins;
        this.key = key;
        this.violations = violations;
    }

    /** Returns the outcome of each call, in order, and adds what is wrong to the violations. */
    List<Outcome> check(List<CallRecord> calls) {
        boolean consistent = true;
        for (CallRecord call : calls) {
            consistent &= readAnswers(call);
        }
        boolean whole = calls.stream().anyMatch(call -> call.failure() == null);
        if (consistent) {
            checkReleases(whole);
            checkSameInAll(calls);
        }
        StickyKeys sticky = since.stickyUntilNow();
        if (sticky != null) {
            sticky.met(key, met);
        }
        return calls.stream().map(this::outcome).toList();
    }

    private boolean readAnswers(CallRecord call) {
        boolean consistent = true;
        Set<String> answered = new HashSet<>();
        for (Answer answer : call.answers()) {
            if (!answered.add(answer.plugin())) {
                violations.add(
                        Violation.Kind.DUPLICATED,
                        "a call at " + call.point() + " was answered twice by " + answer.plugin() + ": "
                                + call.answers());
            }
            consistent &= meet(call, answer.plugin(), answer.version(), answer.stopped());
        }
        if (call.failure() instanceof TortureFailure failure) {
            consistent &= meet(call, failure.plugin(), failure.version(), failure.stopped());
        }
        return consistent;
    }

    private boolean meet(CallRecord call, String plugin, String version, boolean stopped) {
        if (stopped) {
            violations.add(
                    Violation.Kind.STALE,
                    "a call at " + call.point() + " was in " + plugin + " " + version + " after it was stopped");
        }
        String before = met.putIfAbsent(plugin, version);
        if (before != null && !before.equals(version)) {
            violations.add(Violation.Kind.MIXED, "one scope has met " + plugin + " " + before + " and " + version);
            return false;
        }
        return true;
    }

    /** The releases that the scope has met together must be one of the alternatives. */
    private void checkReleases(boolean whole) {
        boolean expected =
                since.anyUntilNow(releases -> whole ? releases.releases().equals(met) : releases.contains(met));
        if (expected) {
            return;
        }
        boolean eachExpected = met.entrySet().stream()
                .allMatch(release -> since.anyUntilNow(releases ->
                        release.getValue().equals(releases.releases().get(release.getKey()))));
        boolean complete = met.size() == plugins || !whole;
        violations.add(
                eachExpected && complete ? Violation.Kind.MIXED : Violation.Kind.WRONG_RELEASE,
                "a scope has met " + met + " but should have met one of " + since.alternatives() + " or a later set");
    }

    /**
     * All complete calls must have met the same plugins. A plugin in transition may be missing, but then from all calls
     * at a point.
     */
    private void checkSameInAll(List<CallRecord> calls) {
        Map<String, Set<String>> atPoint = new HashMap<>();
        for (CallRecord call : calls) {
            if (call.failure() != null) {
                continue;
            }
            Set<String> answered = new HashSet<>();
            call.answers().forEach(answer -> answered.add(answer.plugin()));
            Set<String> before = atPoint.putIfAbsent(call.point(), answered);
            boolean allThere = met.keySet().stream()
                    .allMatch(plugin -> answered.contains(plugin) || since.inTransitionUntilNow(plugin));
            if (!allThere || (before != null && !before.equals(answered))) {
                violations.add(
                        Violation.Kind.MIXED,
                        "a call at " + call.point() + " has met only " + call.answers() + " in a scope of " + met);
            }
        }
    }

    private Outcome outcome(CallRecord call) {
        if (call.failure() == null) {
            return call.answers().size() >= plugins ? Outcome.SERVED : Outcome.ABSENT_WHILE_KILLED;
        }
        if (call.failedAsDeclared()) {
            return Outcome.FAILED_AS_DECLARED;
        }
        violations.add(
                Violation.Kind.LOST,
                "a call at " + call.point() + " threw " + Printable.of(HookFailedException.describe(call.failure())));
        return Outcome.LOST;
    }
}
