package io.hookline.shell.internal.doctor;

import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookGuards;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.shell.doctor.DoctorCheck;
import io.hookline.shell.doctor.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Checks hooks: refused ones, required ones that are missing, guards that let no call through, drains. */
@Component
public final class HooksCheck implements DoctorCheck {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable HookRuntime runtime;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable HookGuards guards;

    /** With the services that come. */
    @Activate
    public HooksCheck() {}

    HooksCheck(@Nullable HookRuntime runtime, @Nullable HookGuards guards) {
        this.runtime = runtime;
        this.guards = guards;
    }

    @Override
    public List<Finding> findings() {
        HookRuntime there = runtime;
        if (there == null) {
            return List.of(Finding.problem(
                    "hooks",
                    "the core is not running, so no hook is called",
                    "its bundle io.hookline.core is stopped, or did not start",
                    "see hook:logs --level warn; find it with lb -s, and start it with felix:start ID"));
        }
        List<Finding> findings = new ArrayList<>();
        for (RefusedHook refused : there.refused()) {
            findings.add(Finding.problem(
                    "hooks",
                    refused.name() + " of " + refused.plugin() + " " + refused.version() + " is refused: "
                            + refused.reason(),
                    refused.detail(),
                    "correct the plugin and deploy it: hook:deploy FILE; or remove it: hook:remove "
                            + refused.plugin()));
        }
        for (PointStatus point : there.points()) {
            if (!point.missing().isEmpty()) {
                findings.add(Finding.problem(
                        "hooks",
                        "calls of " + point.name() + " are refused",
                        "it requires " + String.join(", ", point.missing()) + ", which does not run",
                        "start or deploy it: hook:start, hook:deploy"));
            }
        }
        drains(there.stats(), findings);
        HookGuards guarding = guards;
        if (guarding != null) {
            guarding.guards().forEach(guard -> guard(guard, findings));
            guarding.unmatchedRules()
                    .forEach(rule -> findings.add(Finding.warning(
                            "guards", rule, "the rule guards nothing", "correct the name in its configuration")));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("hooks", "no hook is refused or missing, and every guard lets calls through"));
        }
        return findings;
    }

    private static void guard(GuardStatus guard, List<Finding> findings) {
        String hook = guard.name() + " of " + guard.plugin() + " " + guard.version() + " at " + guard.point();
        if (guard.breaker() == BreakerState.OPEN || guard.breaker() == BreakerState.LOCKED) {
            findings.add(Finding.problem(
                    "guards",
                    "the breaker of " + hook + " is " + guard.breaker() + ": calls of the hook are refused",
                    guard.reason(),
                    "mend what fails (hook:guard " + guard.name() + "), then hook:guard reset " + guard.name()));
        }
        if (guard.hanging() > 0) {
            findings.add(Finding.problem(
                    "guards",
                    guard.hanging() + " calls of " + hook + " hang",
                    "the hook does not return; hook:guard " + guard.name() + " shows where it is",
                    "go back to a release that returns: hook:rollback " + guard.plugin()));
        }
    }

    private static void drains(RuntimeStats stats, List<Finding> findings) {
        if (stats.drainsTimedOut() > 0) {
            findings.add(Finding.warning(
                    "drains",
                    stats.drainsTimedOut() + " removals since the start stopped waiting for calls to end",
                    "calls took longer than drainTimeoutMillis; hook:stats names the latest",
                    "let hooks return sooner, or raise drainTimeoutMillis: hook:config io.hookline.core"));
        }
    }
}
