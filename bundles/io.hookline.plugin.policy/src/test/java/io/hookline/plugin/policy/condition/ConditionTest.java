package io.hookline.plugin.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.plugin.policy.json.PolicyException;
import io.hookline.plugin.policy.rule.Policies;
import io.hookline.plugin.policy.rule.Policies.Request;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions: what they see, what is refused, and how long they may run. */
class ConditionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request.method == 'GET'",
                "request.path == '/records/7 x'",
                "request.segments[0] == 'records' && request.segments.size() == 2",
                "request.query.q == ['1', 'a b'] && request.query['e'] == ['']",
                "request.query.q.exists(v, v == 'a b')",
                "request.headers['x-env'] == 'prod'",
                "request.headers.accept == 'a, b'",
                "has(request.headers.accept) && !has(request.headers.cookie)",
                "request.client.inNetwork('10.0.0.0/8')",
                "!request.client.inNetwork('11.0.0.0/8') && !request.client.inNetwork('2001:db8::/32')",
                "principal == 'ann'",
                "'reader' in roles && !('admin' in roles)",
                "claims.sub == 'ann' && claims['n'] == 7 && claims.big > 1.5",
                "claims.d > 1 && claims.d < 2",
                "claims.none == null && has(claims.none) && !has(claims.missing)",
                "2 in claims.l && claims.m.k == 'v'",
                "claims.huge > 9223372036854775807.0",
                "now < timestamp('2027-01-01T00:00:00Z') && now.getHours('Europe/Berlin') == 11",
                "now.getDayOfWeek() == 1",
                "principal.matches('^a(n+)+$') && principal.upperAscii() == 'ANN'",
                "'a,b'.split(',') == ['a', 'b']",
                "true || claims.missing == 1",
            })
    void aConditionSeesTheRequestAndItsClient(String condition) throws Exception {
        assertThat(request().decide(Policies.when(condition))).matches(decision -> decision.isAllowed(), condition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claims.missing == 1",
                "claims.m.k.deeper == 1",
                "claims.l[7] == 1",
                "claims.sub > 3",
                "1 / (claims.n - 7) == 1",
                "request.segments[9] == 'a'",
                "request.headers['cookie'] == 'x'",
                "request.client.inNetwork('example.org')",
                "request.client.inNetwork('10.0.0.0/33')",
                "claims.sub",
                "now > timestamp(claims.sub)",
            })
    void whatCannotBeEvaluatedIsNotAllowedAndSaysWhy(String condition) throws Exception {
        String typed = condition.equals("claims.sub") ? "dyn(claims.sub)" : condition;
        var decision = request().decide(Policies.when(typed));
        assertThat(decision.isAllowed()).isFalse();
        assertThat(decision.reason()).contains("its condition failed: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "request.pth == 'a' | at its character 1: undeclared reference to 'request'",
                "principal = 'a' | the condition is wrong, at its character 11",
                "principal | expected type 'bool' but found 'string'",
                "principal == 3 | found no matching overload for '_==_'",
                "role == 'a' | undeclared reference to 'role'",
                "true && | at its character",
                "principal.matches('(') | Regex validation failed",
                "now > timestamp('noon') | timestamp",
                "principal.matches(request.path) | the pattern of matches() has to be a text",
                "matches(principal, claims.pattern) | the pattern of matches() has to be a text",
                "request.headers['X-Env'] == 'a' | write 'x-env' for 'X-Env'",
                "has(request.headers.Accept) | write 'accept' for 'Accept'",
                "principal.replace('a', 'aa') == 'a' | undeclared reference to 'replace'",
                "roles.all(a, roles.all(b, roles.all(c, true))) | cannot be nested more than 2 deep",
            })
    void aWrongConditionIsRefusedWithTheReason(String condition, String reason) {
        assertThatThrownBy(() -> Policies.when(condition))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("line 1, column ")
                .hasMessageContaining(reason);
    }

    @Test
    void lengthDepthAndSizeAreLimited() {
        assertThatThrownBy(() -> Policies.when("principal == '" + "x".repeat(2000) + "'"))
                .hasMessageContaining("limit 2000");
        assertThatThrownBy(() -> Policies.when("(".repeat(500) + "true" + ")".repeat(500)))
                .isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> Policies.when("true" + "||true".repeat(300))).isInstanceOf(PolicyException.class);
    }

    @Test
    void anEvaluationGoesOverAThousandElementsAtMost() throws Exception {
        var policy = Policies.when("claims.l.all(a, claims.l.all(b, a == b || a != b))");
        assertThat(withList(policy, 20)).isEqualTo("the rule r applies");
        assertThat(withList(policy, 40)).contains("Iteration budget exceeded");
    }

    @Test
    void aPatternThatTakesOthersForeverEndsAtOnce() throws Exception {
        var policy = Policies.when("claims.s.matches('^(([a-z])+.)+[A-Z]([a-z])+$')");
        assertThat(new Request("GET", "/")
                        .claims(Map.of("s", "a".repeat(100_000)))
                        .decide(policy)
                        .reason())
                .isEqualTo("no rule allows it");
    }

    @Test
    void aQueryOrClaimsThatMakeNoSenseFailOnlyTheConditionsThatAsk() throws Exception {
        var query = Policies.when("request.query.size() == 0");
        assertThat(new Request("GET", "/?a=%zz").decide(query).reason()).contains("its condition failed");
        assertThat(new Request("GET", "/?" + "a&".repeat(1500)).decide(query).reason())
                .contains("more than 1000 parameters");
        Object deep = List.of();
        for (int i = 0; i < 10_000; i++) {
            deep = Collections.singletonList(deep);
        }
        var claims = Policies.when("claims.size() == 1");
        assertThat(new Request("GET", "/")
                        .claims(Map.of("a", deep))
                        .decide(claims)
                        .reason())
                .contains("more than 32 levels deep");
        assertThat(new Request("GET", "/")
                        .claims(Map.of("a", new Object()))
                        .decide(claims)
                        .reason())
                .contains("no JSON value");
        assertThat(new Request("GET", "/?a=%zz")
                        .claims(Map.of("a", deep))
                        .decide(Policies.when("true"))
                        .isAllowed())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "192.168.4.0/22, 192.168.7.9, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::/0, 1.2.3.4, false",
        "::1, 0:0:0:0:0:0:0:1, true",
    })
    void networksAreComparedBitByBit(String network, String address, boolean contains) {
        assertThat(Network.contains(network, address)).isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "dead.beef",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "::/129",
                "::x"
            })
    void whatIsNoAddressIsRefusedWithoutALookUp(String network) {
        assertThatThrownBy(() -> Network.contains(network, "1.2.3.4")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String withList(io.hookline.plugin.policy.rule.Policy policy, int length) {
        List<Long> list = IntStream.range(0, length).mapToObj(Long::valueOf).collect(Collectors.toList());
        return new Request("GET", "/").claims(Map.of("l", list)).decide(policy).reason();
    }

    private static Request request() {
        Map<String, Object> claims = new java.util.HashMap<>();
        claims.put("sub", "ann");
        claims.put("n", 7);
        claims.put("big", 5_000_000_000L);
        claims.put("d", 1.5f);
        claims.put("none", null);
        claims.put("l", Arrays.asList(1, 2, null));
        claims.put("m", Map.of("k", "v"));
        claims.put("huge", BigInteger.TWO.pow(70));
        return new Request("GET", "/records/7%20x?q=1&q=a+b&e")
                .header("X-Env", "prod")
                .header("Accept", "a, b")
                .client("10.2.3.4")
                .principal("ann")
                .roles("reader")
                .claims(claims);
    }
}
