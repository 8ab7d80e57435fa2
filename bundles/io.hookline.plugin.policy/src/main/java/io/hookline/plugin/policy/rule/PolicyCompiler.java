package io.hookline.plugin.policy.rule;

import io.hookline.common.file.Sha256;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.plugin.policy.condition.Condition;
import io.hookline.plugin.policy.condition.ConditionCompiler;
import io.hookline.plugin.policy.json.Fields;
import io.hookline.plugin.policy.json.Located;
import io.hookline.plugin.policy.json.LocatedJson;
import io.hookline.plugin.policy.json.PolicyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes policies of files. Safe for use by many threads. */
public final class PolicyCompiler {

    /** The largest file, in bytes. */
    public static final int MOST_BYTES = 1024 * 1024;

    static final int MOST_RULES = 1000;
    private static final int MOST_PATHS = 100;
    private static final int MOST_CONDITIONS = 20;
    private static final int MOST_REASON = 500;
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z0-9_-]{0,30}");

    private final LongSupplier nanoClock;
    private @Nullable ConditionCompiler conditions;

    /** The clock in nanoseconds limits evaluations. */
    public PolicyCompiler(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Compiles a policy and runs its tests.
     *
     * @throws PolicyException if it is wrong, or one of its tests fails
     */
    public Policy compile(byte[] content) throws PolicyException {
        Compiled compiled = read(content);
        for (TestResult result : PolicyTest.run(compiled.policy(), compiled.tests())) {
            if (!result.passed()) {
                throw new PolicyException(
                        result.place(), "the test " + Printable.quoted(result.name()) + " fails: " + result.detail());
            }
        }
        return compiled.policy();
    }

    /**
     * Compiles a policy and runs its tests, all of them.
     *
     * @throws PolicyException if it is wrong
     */
    public Checked check(byte[] content) throws PolicyException {
        Compiled compiled = read(content);
        return new Checked(compiled.policy(), PolicyTest.run(compiled.policy(), compiled.tests()));
    }

    private Compiled read(byte[] content) throws PolicyException {
        if (content.length > MOST_BYTES) {
            throw new PolicyException("it is larger than " + MOST_BYTES + " bytes");
        }
        Fields file = Fields.of(
                LocatedJson.parse(content),
                "a policy",
                "version",
                "rolesClaim",
                "roles",
                "principals",
                "rules",
                "tests");
        if (file.number("version") != 1) {
            throw new PolicyException(file.required("version").place(), "'version' is 1, the only one so far");
        }
        Roles roles = Roles.read(file);
        Map<String, Rule> rules = new LinkedHashMap<>();
        file.required("rules");
        for (Located item : file.items("rules", MOST_RULES)) {
            Rule rule = rule(item, roles);
            if (rules.putIfAbsent(rule.name(), rule) != null) {
                throw new PolicyException(
                        item.place(), "there is another rule of the name " + Printable.quoted(rule.name()));
            }
        }
        List<PolicyTest> tests = PolicyTest.read(file, rules.keySet());
        Policy policy = new Policy(Sha256.of(content), List.copyOf(rules.values()), roles, tests.size(), nanoClock);
        return new Compiled(policy, tests);
    }

    /** Set up with the first condition, which takes about a second: policies of roles alone do without. */
    private synchronized ConditionCompiler conditions() throws PolicyException {
        ConditionCompiler present = conditions;
        if (present == null) {
            present = new ConditionCompiler();
            present.warmUp();
            conditions = present;
        }
        return present;
    }

    private Rule rule(Located item, Roles roles) throws PolicyException {
        Fields rule = Fields.of(
                item, "a rule", "name", "effect", "reason", "methods", "paths", "roles", "permissions", "when");
        String reason = rule.text("reason", "");
        if (reason.length() > MOST_REASON) {
            throw new PolicyException(rule.required("reason").place(), "'reason' is longer than " + MOST_REASON);
        }
        Set<String> needed = new LinkedHashSet<>();
        for (Located.Text role : rule.texts("roles", MOST_RULES)) {
            needed.add(roles.known(role));
        }
        List<PathPattern> paths = new ArrayList<>();
        for (Located.Text path : rule.texts("paths", MOST_PATHS)) {
            paths.add(PathPattern.parse(path));
        }
        List<Condition> compiled = new ArrayList<>();
        for (Located.Text source : rule.texts("when", MOST_CONDITIONS)) {
            compiled.add(conditions().compile(source));
        }
        String name = rule.name("name");
        return new Rule(
                name,
                effect(rule.required("effect")),
                reason.isEmpty() ? "the rule " + name + " applies" : reason,
                methods(rule),
                paths,
                needed,
                permissions(rule, roles),
                compiled);
    }

    private static Set<String> methods(Fields rule) throws PolicyException {
        Set<String> methods = new LinkedHashSet<>();
        for (Located.Text method : rule.texts("methods", MOST_PATHS)) {
            if (!METHOD.matcher(method.plain()).matches()) {
                throw new PolicyException(
                        method.place(),
                        "a method is written in capitals, such as GET, not " + Printable.quoted(method.plain()));
            }
            methods.add(method.plain());
        }
        return methods;
    }

    private static Set<String> permissions(Fields rule, Roles roles) throws PolicyException {
        Set<String> known = roles.permissions();
        Set<String> permissions = new LinkedHashSet<>();
        for (Located.Text permission : rule.texts("permissions", MOST_PATHS)) {
            if (!known.contains(permission.plain())) {
                throw new PolicyException(
                        permission.place(),
                        "no role has the permission " + Printable.quoted(permission.plain()) + "."
                                + new NearestNames(known).hint(permission.plain()));
            }
            permissions.add(permission.plain());
        }
        return permissions;
    }

    static Effect effect(Located value) throws PolicyException {
        String text = Fields.text(value, "an effect");
        for (Effect effect : Effect.values()) {
            if (effect.text().equals(text)) {
                return effect;
            }
        }
        throw new PolicyException(value.place(), "an effect is allow or deny, not " + Printable.quoted(text));
    }

    /**
     * A policy whose tests were run.
     *
     * @param results one for each test, in order
     */
    public record Checked(Policy policy, List<TestResult> results) {}

    private record Compiled(Policy policy, List<PolicyTest> tests) {}
}
