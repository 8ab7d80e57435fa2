package io.hookline.plugin.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.plugin.policy.json.PolicyException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What makes a policy file wrong, and what is said then. */
class PolicyCompilerTest {

    @Test
    void anUnknownKeyIsRefusedWithItsPlaceAndTheNearestOne() {
        refused("{'version': 1,\n  'rulez': []}", "line 2, column 3: a policy has no key 'rulez'. Did you mean rules?");
        refused(
                "{'version': 1, 'rules': [\n {'name': 'a', 'efect': 'allow'}]}",
                "line 2, column 16: a rule has no key 'efect'. Did you mean effect?");
        refused(
                "{'version': 1, 'rules': [], 'roles': {'a': {'include': []}}}",
                "a role has no key 'include'. Did you mean includes?");
    }

    @Test
    void wrongJsonIsRefusedWithItsPlace() {
        refused("", "it is empty");
        refused("{'version': 1,\n 'rules': [}", "line 2, column");
        refused(
                "{",
                "line 1, column 2: it is not valid JSON: Unexpected end-of-input: expected close marker for Object");
        assertThatThrownBy(() -> Policies.compiler().compile(Policies.bytes("{")))
                .hasMessageEndingWith("for Object");
        refused("{'version': 1, 'rules': [], 'rules': []}", "Duplicate field 'rules'");
        refused("{'version': 1, 'rules': []} {}", "something follows");
        refused("{'version': 1, 'rules': [" + "[".repeat(100), "it is not valid JSON");
        assertThatThrownBy(() -> Policies.compiler().compile(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> Policies.compiler()
                        .compile("{\"version\": 1, \"rules\": []}".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(PolicyException.class);
    }

    @Test
    void commentsAreAllowed() throws Exception {
        assertThat(Policies.compiler()
                        .compile(Policies.bytes("// why\n{'version': 1, /* none yet */ 'rules': []}"))
                        .rules())
                .isEmpty();
    }

    @Test
    void wrongValuesAreRefused() {
        refused("[]", "a policy is an object, not a list");
        refused("{'rules': []}", "a policy needs the key 'version'");
        refused("{'version': 2, 'rules': []}", "'version' is 1");
        refused("{'version': '1', 'rules': []}", "'version' is a whole number, not a text");
        refused("{'version': 1}", "a policy needs the key 'rules'");
        refused("{'version': 1, 'rules': {}}", "'rules' is a list, not an object");
        rule("'effect': 'allow'", "a rule needs the key 'name'");
        rule("'name': 'a'", "a rule needs the key 'effect'");
        rule("'name': 'a', 'effect': 'permit'", "an effect is allow or deny, not 'permit'");
        rule("'name': 'a', 'effect': 'allow', 'methods': ['get']", "a method is written in capitals");
        rule("'name': 'a', 'effect': 'allow', 'methods': []", "'methods' is an empty list");
        rule("'name': 'a', 'effect': 'allow', 'roles': []", "'roles' is an empty list");
        rule("'name': 'a', 'effect': 'allow', 'when': []", "'when' is an empty list");
        rule("'name': 'a', 'effect': 'allow', 'paths': [1]", "'paths' holds texts, not 1");
        rule("'name': 'a\\u001b[2J', 'effect': 'allow'", "is a name of 1 to 200 visible characters");
        rule("'name': '', 'effect': 'allow'", "is a name of 1 to 200 visible characters");
        refused(
                "{'version': 1, 'rules': [{'name': 'a', 'effect': 'deny'}, {'name': 'a', 'effect': 'deny'}]}",
                "there is another rule of the name 'a'");
    }

    @Test
    void unknownRolesAndPermissionsAreRefusedWithTheNearestOne() {
        String roles = "'roles': {'reader': {'permissions': 'records:read'}}, ";
        refused(
                "{'version': 1, " + roles + "'rules': [{'name': 'a', 'effect': 'allow', 'roles': 'raeder'}]}",
                "there is no role 'raeder'. Did you mean reader?");
        refused(
                "{'version': 1, " + roles
                        + "'rules': [{'name': 'a', 'effect': 'allow', 'permissions': 'records:raed'}]}",
                "no role has the permission 'records:raed'. Did you mean records:read?");
        refused("{'version': 1, " + roles + "'rules': [], 'principals': {'ann': 'reder'}}", "Did you mean reader?");
        refused("{'version': 1, 'rules': [], 'roles': {'a': {'includes': 'b'}}}", "there is no role 'b'");
    }

    @Test
    void rolesThatIncludeEachOtherAreRefusedWithTheCycle() {
        refused(
                "{'version': 1, 'rules': [], 'roles': {'x': {'includes': 'a'}, 'a': {'includes': 'b'},"
                        + " 'b': {'includes': ['c']}, 'c': {'includes': 'a'}}}",
                "the roles include each other: a > b > c > a");
        refused("{'version': 1, 'rules': [], 'roles': {'a': {'includes': 'a'}}}", "a > a");
    }

    @Test
    void sizesAreLimited() {
        assertThatThrownBy(() -> Policies.compiler().compile(new byte[PolicyCompiler.MOST_BYTES + 1]))
                .hasMessage("it is larger than 1048576 bytes");
        refused(
                "{'version': 1, 'rules': ["
                        + IntStream.range(0, 1001)
                                .mapToObj(i -> "{'name': 'r" + i + "', 'effect': 'deny'}")
                                .collect(Collectors.joining(","))
                        + "]}",
                "'rules' has 1001 items, of at most 1000");
        refused(
                "{'version': 1, 'rules': [], 'roles': {"
                        + IntStream.range(0, 1001)
                                .mapToObj(i -> "'r" + i + "': {}")
                                .collect(Collectors.joining(","))
                        + "}}",
                "there are 1001 roles, of at most 1000");
    }

    private static void rule(String members, String reason) {
        refused("{'version': 1, 'rules': [{" + members + "}]}", reason);
    }

    private static void refused(String content, String reason) {
        assertThatThrownBy(() -> Policies.compiler().compile(Policies.bytes(content)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(reason);
    }
}
