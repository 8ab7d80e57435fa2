package io.hookline.plugin.policy.rule;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.plugin.policy.json.Fields;
import io.hookline.plugin.policy.json.Located;
import io.hookline.plugin.policy.json.Place;
import io.hookline.plugin.policy.json.PolicyException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One test of a policy, which stands in its file.
 *
 * @param rule the rule that has to decide; empty if that does not matter
 */
record PolicyTest(String name, Place place, AccessRequest request, Effect expected, String rule) {

    /** The time of tests that state none. */
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final int MOST_TESTS = 1000;
    private static final int MOST_ROLES = 100;
    private static final int MOST_NAMES = 100;
    /** A test must not fail because the machine is busy. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Reads {@code tests} of a policy with these rules. */
    static List<PolicyTest> read(Fields policy, Set<String> rules) throws PolicyException {
        List<PolicyTest> tests = new ArrayList<>();
        for (Located item : policy.items("tests", MOST_TESTS)) {
            Fields test = Fields.of(
                    item,
                    "a test",
                    "name",
                    "request",
                    "headers",
                    "client",
                    "certificate",
                    "at",
                    "principal",
                    "roles",
                    "claims",
                    "expect",
                    "rule");
            String rule = test.text("rule", "");
            if (!rule.isEmpty() && !rules.contains(rule)) {
                throw new PolicyException(
                        test.required("rule").place(),
                        "there is no rule " + Printable.quoted(rule) + "." + new NearestNames(rules).hint(rule));
            }
            tests.add(new PolicyTest(
                    test.name("name"),
                    test.place(),
                    request(test),
                    PolicyCompiler.effect(test.required("expect")),
                    rule));
        }
        return tests;
    }

    /** Runs tests in order. */
    static List<TestResult> run(Policy policy, List<PolicyTest> tests) {
        return tests.stream().map(test -> test.run(policy)).toList();
    }

    private TestResult run(Policy policy) {
        Decision decision = policy.tryOut(request, LIMIT);
        boolean passed = decision.effect() == expected && (rule.isEmpty() || rule.equals(decision.rule()));
        String made = said(decision.effect(), decision.rule()) + " (" + decision.reason() + ")";
        return new TestResult(name, place, passed, passed ? made : made + ", not " + said(expected, rule));
    }

    private static String said(Effect effect, String rule) {
        return rule.isEmpty() ? effect.text() : effect.text() + " by " + rule;
    }

    private static AccessRequest request(Fields test) throws PolicyException {
        Located line = test.required("request");
        String[] parts = Fields.text(line, "'request'").split(" ", -1);
        if (parts.length != 2) {
            throw new PolicyException(line.place(), "'request' is a method and a path, such as \"GET /records?x=1\"");
        }
        int question = parts[1].indexOf('?');
        Located principal = test.get("principal");
        Located claims = test.get("claims");
        return new AccessRequest(
                parts[0],
                question < 0 ? parts[1] : parts[1].substring(0, question),
                question < 0 ? "" : parts[1].substring(question + 1),
                RequestFields.of(headers(test)),
                test.text("client", "127.0.0.1"),
                certificate(test),
                principal == null ? null : Fields.text(principal, "'principal'"),
                claims == null ? Map.of() : Fields.object(claims, "'claims'").plain(),
                test.texts("roles", MOST_ROLES).stream()
                        .map(Located.Text::plain)
                        .toList(),
                at(test));
    }

    private static ShownCertificate certificate(Fields test) throws PolicyException {
        Located given = test.get("certificate");
        if (given == null) {
            return ShownCertificate.NONE;
        }
        Fields fields = Fields.of(given, "a certificate", "subject", "names", "fingerprint");
        return new ShownCertificate(
                fields.text("subject", ""),
                fields.texts("names", MOST_NAMES).stream()
                        .map(Located.Text::plain)
                        .toList(),
                fields.text("fingerprint", ""));
    }

    private static Instant at(Fields test) throws PolicyException {
        Located at = test.get("at");
        if (at == null) {
            return NOON;
        }
        try {
            return Instant.parse(Fields.text(at, "'at'"));
        } catch (DateTimeParseException e) {
            throw new PolicyException(at.place(), "'at' is a time such as 2026-01-01T12:00:00Z");
        }
    }

    private static Map<String, String> headers(Fields test) throws PolicyException {
        Map<String, String> headers = new HashMap<>();
        Located given = test.get("headers");
        if (given != null) {
            for (Map.Entry<String, Located> field :
                    Fields.object(given, "'headers'").members().entrySet()) {
                headers.put(field.getKey().toLowerCase(Locale.ROOT), Fields.text(field.getValue(), "a header field"));
            }
        }
        return headers;
    }
}
