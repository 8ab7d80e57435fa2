package io.hookline.plugin.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests that stand in a policy. */
class PolicyTestsTest {

    private static final String RULES =
            "'rolesClaim': 'groups', 'roles': {'reader': {}}, 'principals': {'ann': 'reader'},"
                    + " 'rules': [{'name': 'read', 'effect': 'allow', 'methods': 'GET', 'roles': 'reader'},"
                    + " {'name': 'night', 'effect': 'deny', 'when': 'now.getHours() < 6', 'reason': 'closed'}],";

    @Test
    void testsStateARequestWhoSendsItAndTheDecision() throws Exception {
        Policy policy = Policies.policy(RULES + "'tests': ["
                + "{'name': 'a', 'request': 'GET /x?y=1', 'principal': 'ann', 'expect': 'allow', 'rule': 'read'},"
                + "{'name': 'b', 'request': 'GET /x', 'roles': ['reader'], 'expect': 'allow'},"
                + "{'name': 'c', 'request': 'GET /x', 'claims': {'groups': ['reader']}, 'expect': 'allow'},"
                + "{'name': 'd', 'request': 'GET /x', 'principal': 'ann', 'at': '2026-05-05T03:00:00Z',"
                + " 'expect': 'deny', 'rule': 'night'},"
                + "{'name': 'e', 'request': 'GET /x', 'headers': {'X-Role': 'reader'}, 'client': '10.1.1.1',"
                + " 'expect': 'deny'}]");
        assertThat(policy.tests()).isEqualTo(5);
        assertThat(policy.rules()).allMatch(rule -> rule.hits() == 0);
    }

    @Test
    void aPolicyWhoseTestFailsIsRefusedWithTheDecisionAndThePlace() {
        assertThatThrownBy(() -> Policies.policy(RULES + "\n 'tests': [\n"
                        + "  {'name': 'anyone reads', 'request': 'GET /x', 'expect': 'allow', 'rule': 'read'}]"))
                .hasMessage(
                        "line 3, column 3: the test 'anyone reads' fails: deny (no rule allows it), not allow by read");
        assertThatThrownBy(
                        () -> Policies.policy(
                                RULES + "'tests': ["
                                        + "{'name': 't', 'request': 'GET /x', 'principal': 'ann', 'expect': 'allow', 'rule': 'night'}]"))
                .hasMessageEndingWith("the test 't' fails: allow by read (the rule read applies), not allow by night");
    }

    @Test
    void checkRunsAllTests() throws Exception {
        PolicyCompiler.Checked checked = Policies.compiler()
                .check(Policies.bytes("{'version': 1, " + RULES + "'tests': ["
                        + "{'name': 'wrong', 'request': 'GET /x', 'expect': 'allow'},"
                        + "{'name': 'right', 'request': 'GET /x', 'expect': 'deny'}]}"));
        assertThat(checked.results()).extracting(TestResult::passed).isEqualTo(List.of(false, true));
    }

    @Test
    void aMalformedTestIsRefused() {
        refused("{'name': 't', 'request': 'GET', 'expect': 'deny'}", "'request' is a method and a path");
        refused("{'name': 't', 'request': 'GET /', 'expect': 'maybe'}", "an effect is allow or deny, not 'maybe'");
        refused("{'name': 't', 'request': 'GET /', 'expect': 'deny', 'at': 'noon'}", "'at' is a time such as");
        refused("{'name': 't', 'request': 'GET /', 'expect': 'deny', 'rule': 'reed'}", "Did you mean read?");
        refused("{'name': 't', 'request': 'GET /'}", "a test needs the key 'expect'");
        refused("{'name': 't', 'request': 'GET /', 'expect': 'deny', 'role': 'x'}", "Did you mean roles?");
    }

    private static void refused(String test, String reason) {
        assertThatThrownBy(() -> Policies.policy(RULES + "'tests': [" + test + "]"))
                .hasMessageContaining(reason);
    }
}
