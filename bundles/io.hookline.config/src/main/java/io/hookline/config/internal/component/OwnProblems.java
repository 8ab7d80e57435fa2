package io.hookline.config.internal.component;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.RefusedConfiguration;
import io.hookline.config.internal.schema.Rules;
import io.hookline.config.internal.schema.Schemas;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import io.hookline.config.internal.store.StoredRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Why a release must not start with the current configurations. Safe for use by many threads. */
final class OwnProblems {

    private final RevisionStore revisions;
    private final GuardedStore store;
    private final Refusals refusals;

    OwnProblems(RevisionStore revisions, GuardedStore store, Refusals refusals) {
        this.revisions = revisions;
        this.store = store;
        this.refusals = refusals;
    }

    /** The PIDs of the configurations of a definition: its own, or those of its factory that are set. */
    Set<String> pids(String defined, boolean isForMany) {
        Set<String> pids = new TreeSet<>();
        if (!isForMany) {
            pids.add(defined);
        }
        revisions.pids().stream()
                .filter(pid -> Schemas.defined(pid).equals(defined))
                .forEach(pids::add);
        return pids;
    }

    /**
     * The problems of the current configuration of a PID.
     *
     * @param own the rules of the release
     */
    List<ConfigurationProblem> of(String pid, Rules own) {
        StoredRevision current = revisions.current(pid);
        RefusedConfiguration refused = refusals.of(pid);
        if (current == null) {
            return refused != null ? refused.problems() : store.check(own, Map.of());
        }
        // A key that only another release knows is not a problem of this release.
        List<ConfigurationProblem> problems = new ArrayList<>(store.check(own, current.settings()));
        if (!store.rules(pid).isEmpty()) {
            problems.removeIf(problem -> problem.reason() == Reason.UNKNOWN_KEY);
        } else {
            problems.removeIf(problem -> problem.reason() == Reason.UNKNOWN_KEY
                    && current.marks().known().contains(problem.key()));
        }
        store.checkCurrent(pid).stream()
                .filter(problem -> problem.reason() == Reason.UNKNOWN_KEY && !own.defines(problem.key()))
                .forEach(problems::add);
        return problems;
    }
}
