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

/** The check of all calls of one scope against what was expected while it was open. Used once, by one thread. */
final class ScopeAudit {

    private final Expectation since;
    private final int plugins;
    private final String key;
    private final Violations violations;
    /** The version of each plugin that this scope has met. */
    private final Map<String, String> met = new HashMap<>();

    /**
     * With what is needed to judge.
     *
     * @param since what was expected when the scope was entered
     * @param plugins how many there are if none is killed
     * @param key the scope's attribute
     */
    ScopeAudit(Expectation since, int plugins, String key, Violations violations) {
        this.since = since;
        this.plugins = plugins;
        this.key = key;
        this.violations = violations;
    }

    /** The outcome of each call, in order. What is wrong goes to the violations. */
    List<Outcome> check(List<CallRecord> calls) {
        boolean consistent = true;
        for (CallRecord call : calls) {
            consistent &= readAnswers(call);
        }
        boolean whole = calls.stream().anyMatch(call -> call.failure() == null);
        if (consistent) {
            checkWorld(whole);
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
                    "a call at " + call.point() + " was in " + plugin + " " + version + " after that was stopped");
        }
        String before = met.putIfAbsent(plugin, version);
        if (before != null && !before.equals(version)) {
            violations.add(Violation.Kind.MIXED, "one scope has met " + plugin + " " + before + " and " + version);
            return false;
        }
        return true;
    }

    /** What the scope has met, taken together, is one of the worlds. */
    private void checkWorld(boolean whole) {
        boolean expected = since.anyUntilNow(world -> whole ? world.releases().equals(met) : world.holds(met));
        if (expected) {
            return;
        }
        boolean eachExpected = met.entrySet().stream()
                .allMatch(release -> since.anyUntilNow(
                        world -> release.getValue().equals(world.releases().get(release.getKey()))));
        boolean complete = met.size() == plugins || !whole;
        violations.add(
                eachExpected && complete ? Violation.Kind.MIXED : Violation.Kind.WRONG_RELEASE,
                "a scope has met " + met + " and was to meet one of " + since.worlds() + " or what came after");
    }

    /** Calls that were not cut short have met the same; a plugin that is killed may be missing, but at all of one point's. */
    private void checkSameInAll(List<CallRecord> calls) {
        Map<String, Set<String>> atPoint = new HashMap<>();
        for (CallRecord call : calls) {
            if (call.failure() != null) {
                continue;
            }
            Set<String> answered = new HashSet<>();
            call.answers().forEach(answer -> answered.add(answer.plugin()));
            Set<String> before = atPoint.putIfAbsent(call.point(), answered);
            boolean allThere =
                    met.keySet().stream().allMatch(plugin -> answered.contains(plugin) || since.fadesUntilNow(plugin));
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
