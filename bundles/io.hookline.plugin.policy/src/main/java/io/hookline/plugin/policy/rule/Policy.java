package io.hookline.plugin.policy.rule;

import io.hookline.plugin.policy.condition.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A compiled policy. Immutable except for its counters; safe for use by many threads. A decision neither blocks nor has
 * effects.
 *
 * <pre>
 *  request ─▶ ambiguous? ─▶ a deny rule applies, or fails? ─▶ an allow rule applies? ─▶ denied
 *                └ denied                └ denied                    └ allowed
 * </pre>
 *
 * So the order of the rules does not matter for the effect, an added allow rule never lifts a deny rule, and what fails
 * never lets a request pass.
 */
public final class Policy {

    private static final Set<String> COMMON_METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z0-9_-]*");
    /** Fields by which clients ask some frameworks to take a request for one of another method or path. */
    private static final List<String> OVERRIDES =
            List.of("x-http-method-override", "x-http-method", "x-method-override", "x-original-url", "x-rewrite-url");

    private static final String UNMATCHED = "no rule allows it";

    private final String digest;
    private final List<Rule> rules;
    private final List<Rule> denying;
    private final List<Rule> allowing;
    private final Roles roles;
    private final int tests;
    private final LongAdder unmatched = new LongAdder();
    private final LongSupplier nanoClock;

    Policy(String digest, List<Rule> rules, Roles roles, int tests, LongSupplier nanoClock) {
        this.digest = digest;
        this.rules = List.copyOf(rules);
        this.denying =
                rules.stream().filter(rule -> rule.effect() == Effect.DENY).toList();
        this.allowing =
                rules.stream().filter(rule -> rule.effect() == Effect.ALLOW).toList();
        this.roles = roles;
        this.tests = tests;
        this.nanoClock = nanoClock;
    }

    /** The SHA-256 of its file, in hexadecimal. */
    public String digest() {
        return digest;
    }

    /** Its rules, in the order of the file. */
    public List<Rule> rules() {
        return rules;
    }

    /** How many roles it defines. */
    public int roles() {
        return roles.size();
    }

    /** How many tests it has passed. */
    public int tests() {
        return tests;
    }

    /** How many requests were denied without any rule. */
    public long unmatched() {
        return unmatched.sum();
    }

    /** Decides, and counts the decision. */
    public Decision decide(AccessRequest request, Duration limit) {
        return decide(request, limit, true);
    }

    /** Decides without counting. */
    public Decision tryOut(AccessRequest request, Duration limit) {
        return decide(request, limit, false);
    }

    /** What each rule says to a request, by name, in the order of the file. */
    public List<Map.Entry<Rule, RuleOutcome>> explain(AccessRequest request, Duration limit) {
        RequestPath path = RequestPath.of(request.path());
        List<Map.Entry<Rule, RuleOutcome>> outcomes = new ArrayList<>();
        if (problem(request, path) == null) {
            Evaluation evaluation = evaluation(request, path, limit);
            rules.forEach(rule -> outcomes.add(Map.entry(rule, rule.check(evaluation))));
        }
        return outcomes;
    }

    private Decision decide(AccessRequest request, Duration limit, boolean counted) {
        RequestPath path = RequestPath.of(request.path());
        String problem = problem(request, path);
        if (problem != null) {
            return denied(problem, counted);
        }
        Evaluation evaluation = evaluation(request, path, limit);
        for (Rule rule : denying) {
            RuleOutcome outcome = rule.check(evaluation);
            if (outcome.applies()) {
                return decided(rule, rule.reason(), counted);
            }
            if (outcome.failed()) {
                return decided(rule, outcome.detail(), counted);
            }
        }
        String failed = "";
        for (Rule rule : allowing) {
            RuleOutcome outcome = rule.check(evaluation);
            if (outcome.applies()) {
                return decided(rule, rule.reason(), counted);
            }
            if (outcome.failed() && failed.isEmpty()) {
                failed = "; of the rule " + rule.name() + ", " + outcome.detail();
            }
        }
        return denied(UNMATCHED + failed, counted);
    }

    private Decision decided(Rule rule, String reason, boolean counted) {
        if (counted) {
            rule.hit();
        }
        return rule.decision(reason, digest);
    }

    private Decision denied(String reason, boolean counted) {
        if (counted) {
            unmatched.increment();
        }
        return new Decision(Effect.DENY, "", reason, digest);
    }

    private Evaluation evaluation(AccessRequest request, RequestPath path, Duration limit) {
        Subject subject = roles.subject(request);
        return new Evaluation(
                request.method(),
                path.segments(),
                subject,
                new RequestVariables(request, path, subject),
                new Deadline(limit, nanoClock));
    }

    /** Why an upstream could take the request for another one than the rules do; null if it cannot. */
    private static @Nullable String problem(AccessRequest request, RequestPath path) {
        if (!COMMON_METHODS.contains(request.method())
                && !METHOD.matcher(request.method()).matches()) {
            return "its method is not in capitals";
        }
        for (String field : OVERRIDES) {
            if (request.headers().has(field)) {
                return "its field " + field + " asks for another method or path";
            }
        }
        return path.problem();
    }
}
