package io.hookline.plugin.policy.rule;

import io.hookline.plugin.policy.condition.Condition;
import io.hookline.plugin.policy.condition.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One rule. Immutable except for its counter; safe for use by many threads. */
public final class Rule {

    private final String name;
    private final Effect effect;
    private final String reason;
    private final Set<String> methods;
    private final List<PathPattern> paths;
    private final Set<String> roles;
    private final Set<String> permissions;
    private final List<Condition> conditions;
    private final LongAdder hits = new LongAdder();
    /** The latest decision, which is mostly the next one as well. */
    private volatile @Nullable Decision latest;

    /**
     * A rule. An empty set or list restricts nothing.
     *
     * @param roles one of them is needed
     * @param permissions all of them are needed
     * @param conditions all of them have to hold
     */
    Rule(
            String name,
            Effect effect,
            String reason,
            Set<String> methods,
            List<PathPattern> paths,
            Set<String> roles,
            Set<String> permissions,
            List<Condition> conditions) {
        this.name = name;
        this.effect = effect;
        this.reason = reason;
        this.methods = Set.copyOf(methods);
        this.paths = List.copyOf(paths);
        this.roles = Set.copyOf(roles);
        this.permissions = Set.copyOf(permissions);
        this.conditions = List.copyOf(conditions);
    }

    /** Its name, unique in its policy. */
    public String name() {
        return name;
    }

    /** What it does with a request that it applies to. */
    public Effect effect() {
        return effect;
    }

    /** Why, in the words of the policy's author. */
    public String reason() {
        return reason;
    }

    /** How many requests it has decided. */
    public long hits() {
        return hits.sum();
    }

    /** What the rule decides for this reason, in the policy with this digest. */
    Decision decision(String why, String policy) {
        Decision made = latest;
        if (made == null || !made.reason().equals(why) || !made.policy().equals(policy)) {
            made = new Decision(effect, name, why, policy);
            latest = made;
        }
        return made;
    }

    void hit() {
        hits.increment();
    }

    /** Whether it applies. The cheap questions come first; conditions are asked only if all else fits. */
    RuleOutcome check(Evaluation request) {
        if (!methods.isEmpty() && !methods.contains(request.method())) {
            return RuleOutcome.OTHER_METHOD;
        }
        if (!paths.isEmpty() && !matches(request.path())) {
            return RuleOutcome.OTHER_PATH;
        }
        if (!roles.isEmpty() && Collections.disjoint(roles, request.subject().roles())) {
            return RuleOutcome.NO_ROLE;
        }
        if (!permissions.isEmpty() && !request.subject().permissions().containsAll(permissions)) {
            return RuleOutcome.NO_PERMISSION;
        }
        for (Condition condition : conditions) {
            Verdict verdict = condition.test(request.variables(), request.deadline());
            String failure = verdict.failure();
            if (failure != null) {
                return RuleOutcome.failed(failure);
            }
            if (!verdict.holds()) {
                return RuleOutcome.CONDITION;
            }
        }
        return RuleOutcome.APPLIES;
    }

    private boolean matches(List<String> path) {
        for (PathPattern pattern : paths) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
