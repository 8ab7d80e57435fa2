package io.hookline.plugin.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.plugin.policy.rule.Policies.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a policy decides. */
class PolicySemanticsTest {

    private static final String ROLES = "'roles': {'reader': {'permissions': ['read']},"
            + " 'editor': {'includes': ['reader'], 'permissions': ['write']}, 'admin': {'includes': 'editor'}},"
            + " 'principals': {'ann': ['editor'], 'bob': 'reader'}, ";

    @Test
    void withoutARuleThatAllowsItARequestIsDenied() throws Exception {
        Policy empty = Policies.rules();
        Decision decision = new Request("GET", "/").decide(empty);
        assertThat(decision.isAllowed()).isFalse();
        assertThat(decision.rule()).isEmpty();
        assertThat(decision.reason()).isEqualTo("no rule allows it");
        assertThat(decision.policy()).isEqualTo(empty.digest()).hasSize(64);
        assertThat(empty.unmatched()).isEqualTo(1);
    }

    @Test
    void aDenyRuleWinsWhateverTheOrder() throws Exception {
        String allow = "{'name': 'all', 'effect': 'allow'}";
        String deny = "{'name': 'no admin', 'effect': 'deny', 'paths': '/admin/**', 'reason': 'not from outside'}";
        for (Policy policy : List.of(Policies.rules(allow, deny), Policies.rules(deny, allow))) {
            assertThat(new Request("GET", "/x").decide(policy).rule()).isEqualTo("all");
            for (String path : List.of("/admin", "/admin/", "/admin/x", "/%61dmin/x", "/adm%69n")) {
                Decision denied = new Request("GET", path).decide(policy);
                assertThat(denied.isAllowed()).as(path).isFalse();
                assertThat(denied.rule()).as(path).isEqualTo("no admin");
                assertThat(denied.reason()).isEqualTo("not from outside");
            }
        }
    }

    @Test
    void rolesIncludeOthersAndPermissionsComeWithThem() throws Exception {
        Policy policy = Policies.policy(ROLES + "'rules': ["
                + "{'name': 'read', 'effect': 'allow', 'methods': ['GET', 'HEAD'], 'roles': ['reader']},"
                + "{'name': 'write', 'effect': 'allow', 'methods': 'PUT', 'permissions': ['read', 'write']},"
                + "{'name': 'delete', 'effect': 'allow', 'methods': 'DELETE', 'roles': ['admin']}]");
        assertThat(new Request("GET", "/").principal("bob").decide(policy).rule())
                .isEqualTo("read");
        assertThat(new Request("PUT", "/").principal("bob").decide(policy).isAllowed())
                .isFalse();
        assertThat(new Request("PUT", "/").principal("ann").decide(policy).rule())
                .isEqualTo("write");
        assertThat(new Request("DELETE", "/").principal("ann").decide(policy).isAllowed())
                .isFalse();
        assertThat(new Request("DELETE", "/").roles("admin").decide(policy).rule())
                .isEqualTo("delete");
        assertThat(new Request("HEAD", "/").roles("admin").decide(policy).rule())
                .isEqualTo("read");
        assertThat(new Request("GET", "/").decide(policy).isAllowed()).isFalse();
        assertThat(new Request("GET", "/").principal("Bob").decide(policy).isAllowed())
                .isFalse();
    }

    @Test
    void rolesComeFromAClaimAtAPath() throws Exception {
        String rule = ROLES + "'rules': [{'name': 'read', 'effect': 'allow', 'roles': 'reader'}], ";
        Policy dotted = Policies.policy(rule + "'rolesClaim': 'realm_access.roles'");
        assertThat(claimed(dotted, Map.of("realm_access", Map.of("roles", List.of("x", "editor")))))
                .isTrue();
        assertThat(claimed(dotted, Map.of("realm_access", Map.of("roles", "x  reader"))))
                .isTrue();
        assertThat(claimed(dotted, Map.of("realm_access", Map.of("roles", List.of("x")))))
                .isFalse();
        assertThat(claimed(dotted, Map.of("realm_access.roles", List.of("reader"))))
                .isFalse();
        assertThat(claimed(dotted, Map.of("roles", List.of("reader")))).isFalse();
        Policy named = Policies.policy(rule + "'rolesClaim': ['https://example.org/roles']");
        assertThat(claimed(named, Map.of("https://example.org/roles", List.of("reader"))))
                .isTrue();
    }

    @Test
    void aRolesClaimOfAnotherShapeGivesNoRole() throws Exception {
        Policy policy = Policies.policy(
                ROLES + "'rolesClaim': 'roles', 'rules': [{'name': 'read', 'effect': 'allow', 'roles': 'reader'}]");
        List<Object> odd = Arrays.asList(
                true, 7L, Map.of("reader", true), List.of(List.of("reader")), List.of(1L), "READER", "reader,", "");
        for (Object value : odd) {
            assertThat(claimed(policy, Map.of("roles", value))).as("%s", value).isFalse();
        }
        assertThat(claimed(policy, Collections.singletonMap("roles", null))).isFalse();
        assertThat(claimed(policy, Map.of("roles", Collections.nCopies(5000, "x"))))
                .isFalse();
        assertThat(claimed(policy, Map.of("roles", Collections.singletonList("reader"))))
                .isTrue();
    }

    @Test
    void rolesInHeadersParametersOrThePrincipalsNameDoNotCount() throws Exception {
        Policy policy = Policies.policy(
                ROLES + "'rolesClaim': 'roles', 'rules': [{'name': 'all', 'effect': 'allow', 'roles': 'admin'}]");
        Request smuggled = new Request("GET", "/?role=admin&roles=admin&principal=ann").principal("admin");
        for (String field :
                List.of("Role", "Roles", "X-Roles", "X-User-Roles", "X-Role", "Claims", "io.hookline.claims")) {
            smuggled.header(field, "admin");
        }
        assertThat(smuggled.decide(policy).isAllowed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "gET", "GET ", "", "G\u0130T", "DELETE\u0000", "*"})
    void aMethodThatIsNotInCapitalsIsDenied(String method) throws Exception {
        Policy policy = Policies.rules(
                "{'name': 'all', 'effect': 'allow'}", "{'name': 'no get', 'effect': 'deny', 'methods': 'GET'}");
        assertThat(Policies.allows(policy, method, "/")).isFalse();
        assertThat(Policies.allows(policy, "POST", "/")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL"
            })
    void aFieldThatAsksForAnotherMethodOrPathIsDenied(String field) throws Exception {
        Policy policy = Policies.rules("{'name': 'post', 'effect': 'allow', 'methods': 'POST'}");
        assertThat(new Request("POST", "/").decide(policy).isAllowed()).isTrue();
        Decision denied = new Request("POST", "/").header(field, "DELETE").decide(policy);
        assertThat(denied.isAllowed()).isFalse();
        assertThat(denied.reason()).contains("asks for another method or path");
    }

    @Test
    void aConditionThatFailsNeverLetsARequestPass() throws Exception {
        String fails = "'when': 'claims.tier == \\u0027gold\\u0027'";
        Policy denying = Policies.rules(
                "{'name': 'all', 'effect': 'allow'}", "{'name': 'gold only', 'effect': 'deny', " + fails + "}");
        Decision denied = new Request("GET", "/").decide(denying);
        assertThat(denied.rule()).isEqualTo("gold only");
        assertThat(denied.isAllowed()).isFalse();
        assertThat(denied.reason()).startsWith("its condition failed: ").contains("'tier' is not present");

        Policy allowing = Policies.rules("{'name': 'gold', 'effect': 'allow', " + fails + "}");
        Decision failed = new Request("GET", "/").decide(allowing);
        assertThat(failed.isAllowed()).isFalse();
        assertThat(failed.reason()).startsWith("no rule allows it; of the rule gold, its condition failed: ");

        String other = "{'name': 'other', 'effect': 'allow'}";
        String gold = "{'name': 'gold', 'effect': 'allow', " + fails + "}";
        for (Policy policy : List.of(Policies.rules(gold, other), Policies.rules(other, gold))) {
            assertThat(new Request("GET", "/").decide(policy).rule()).isEqualTo("other");
        }
    }

    @Test
    void allConditionsOfARuleHaveToHoldAndComeLast() throws Exception {
        Policy policy = Policies.rules("{'name': 'r', 'effect': 'allow', 'methods': 'GET',"
                + " 'when': ['principal == \\u0027ann\\u0027', 'claims.level >= 3']}");
        assertThat(new Request("GET", "/")
                        .principal("ann")
                        .claims(Map.of("level", 3))
                        .decide(policy)
                        .isAllowed())
                .isTrue();
        assertThat(new Request("GET", "/")
                        .principal("ann")
                        .claims(Map.of("level", 2))
                        .decide(policy)
                        .reason())
                .isEqualTo("no rule allows it");
        assertThat(new Request("GET", "/").principal("bob").decide(policy).reason())
                .isEqualTo("no rule allows it");
        assertThat(new Request("PUT", "/").principal("ann").decide(policy).reason())
                .isEqualTo("no rule allows it");
    }

    @Test
    void hitsAreCountedAndDryRunsAreNot() throws Exception {
        Policy policy = Policies.rules("{'name': 'r', 'effect': 'allow', 'paths': '/a'}");
        AccessRequest request = new Request("GET", "/a").build();
        policy.decide(request, Policies.LIMIT);
        policy.decide(request, Policies.LIMIT);
        policy.tryOut(request, Policies.LIMIT);
        policy.explain(request, Policies.LIMIT);
        assertThat(policy.rules().get(0).hits()).isEqualTo(2);
        assertThat(policy.unmatched()).isZero();
    }

    @Test
    void explainSaysWhatEachRuleSays() throws Exception {
        Policy policy = Policies.policy(ROLES + "'rules': ["
                + "{'name': 'a', 'effect': 'allow', 'methods': 'PUT'}, {'name': 'b', 'effect': 'allow', 'paths': '/b'},"
                + "{'name': 'c', 'effect': 'allow', 'roles': 'admin'},"
                + "{'name': 'd', 'effect': 'allow', 'permissions': 'write'},"
                + "{'name': 'e', 'effect': 'allow', 'when': 'false'}, {'name': 'f', 'effect': 'deny'}]");
        assertThat(policy.explain(new Request("GET", "/").build(), Policies.LIMIT))
                .extracting(entry -> entry.getValue().detail())
                .containsExactly(
                        "another method",
                        "another path",
                        "none of its roles",
                        "a permission is missing",
                        "its condition does not hold",
                        "");
        assertThat(policy.explain(new Request("GET", "//").build(), Policies.LIMIT))
                .isEmpty();
    }

    @Test
    void aConditionThatIteratesPastTheDeadlineFails() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Policy policy = new PolicyCompiler(() -> nanos.addAndGet(1_000_000))
                .compile(Policies.bytes("{'version': 1, 'rules': [{'name': 'slow', 'effect': 'allow', 'when':"
                        + " 'request.segments.all(a, request.segments.all(b, a != b || a == b))'}]}"));
        AccessRequest request = new Request("GET", "/a/b/c/d/e/f/g/h/i/j").build();
        Decision late = policy.decide(request, Duration.ofMillis(100));
        assertThat(late.isAllowed()).isFalse();
        assertThat(late.reason()).contains("the conditions took longer than 100 ms");
        assertThat(policy.decide(request, Duration.ofMinutes(10)).isAllowed()).isTrue();
    }

    private static boolean claimed(Policy policy, Map<?, ?> claims) {
        return new Request("GET", "/").claims(claims).decide(policy).isAllowed();
    }
}
