package io.hookline.plugin.jwt.internal;

import static io.hookline.plugin.jwt.internal.TestProvider.EC;
import static io.hookline.plugin.jwt.internal.TestProvider.RSA;
import static io.hookline.plugin.jwt.internal.TestProvider.STRANGE_RSA;
import static io.hookline.plugin.jwt.internal.TestProvider.bearer;
import static io.hookline.plugin.jwt.internal.TestProvider.set;
import static io.hookline.plugin.jwt.internal.TestProvider.sign;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JwtHookTest {

    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}";

    private final TestProvider provider = new TestProvider();

    @Test
    void aGoodTokenPassesNamesTheClientAndIsNotPassedOn() {
        FakeExchange request = bearer(provider.goodToken());
        assertThat(provider.hook.onRequest(request)).isNull();
        assertThat(request.principal()).isEqualTo("alice");
        assertThat(request.requestHeaders().first("Authorization")).isNull();
    }

    @Test
    void theTokenIsPassedOnIfThatIsConfigured() {
        provider.hook.modified(new SetJwt(8192, 10, true));
        FakeExchange request = bearer(provider.goodToken());
        assertThat(provider.hook.onRequest(request)).isNull();
        assertThat(request.requestHeaders().first("Authorization")).startsWith("Bearer ey");
    }

    @Test
    void laterHooksGetAllClaimsAsPlainValuesThatCannotBeChanged() {
        String claims = provider.validClaims()
                + ",\"n\":7,\"d\":1.5,\"big\":10000000000000000000,\"b\":true,\"l\":[\"a\",{\"x\":1}],\"none\":null}";
        FakeExchange request = bearer(sign(RSA, HEADER, claims));
        assertThat(provider.hook.onRequest(request)).isNull();
        Map<?, ?> seen = request.context().get(JwtHook.CLAIMS);
        assertThat(seen.get("sub")).isEqualTo("alice");
        assertThat(seen.get("exp")).isEqualTo(provider.in(60));
        assertThat(seen.get("n")).isEqualTo(7L);
        assertThat(seen.get("d")).isEqualTo(1.5);
        assertThat(seen.get("big")).isEqualTo(1e19);
        assertThat(seen.get("b")).isEqualTo(true);
        assertThat(seen.get("l")).isEqualTo(List.of("a", Map.of("x", 1L)));
        assertThat(seen.containsKey("none")).isFalse();
        assertThat(seen).isUnmodifiable();
        assertThat((List<?>) seen.get("l")).isUnmodifiable();
    }

    @Test
    void withoutATokenTheAnswerAsksForOne() {
        for (FakeExchange request : List.of(
                new FakeExchange("GET", "/records"),
                new FakeExchange("GET", "/records").with("Authorization", "Basic YTpi"),
                new FakeExchange("GET", "/records?access_token=" + provider.goodToken()),
                new FakeExchange("GET", "/records").with("X-Authorization", "Bearer " + provider.goodToken()),
                new FakeExchange("GET", "/records").with("Cookie", "access_token=" + provider.goodToken()))) {
            Response refusal = provider.hook.onRequest(request);
            assertThat(refusal).isNotNull();
            assertThat(refusal.status()).isEqualTo(401);
            assertThat(refusal.headers()).contains(Map.entry("WWW-Authenticate", "Bearer"));
        }
    }

    @Test
    void whatTheClocksMayDifferIsTolerated() {
        assertThat(status(sign(RSA, HEADER, provider.validClaims() + ",\"nbf\":" + provider.in(29) + "}")))
                .isZero();
        String token = provider.goodToken();
        provider.pass(89);
        assertThat(status(token)).isZero();
        provider.pass(1);
        assertThat(status(token)).as("it was remembered until then").isEqualTo(401);
    }

    @Test
    void whatIssuersWriteDifferentlyIsAccepted() {
        for (String header : List.of(
                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"JWT\"}",
                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"at+JWT\"}",
                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"application/at+jwt\"}",
                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"x5t\":\"abc\"}",
                "{\"alg\":\"RS256\"}")) {
            assertThat(status(sign(RSA, header, provider.validClaims() + "}")))
                    .as(header)
                    .isZero();
        }
        String several = provider.validClaims().replace("\"orders\"", "[\"other\",\"orders\"]") + "}";
        assertThat(status(sign(RSA, HEADER, several))).isZero();
        FakeExchange lower = new FakeExchange("GET", "/").with("Authorization", "bearer " + provider.goodToken());
        assertThat(provider.hook.onRequest(lower)).isNull();
    }

    @Test
    void withoutAKeyIdTheOnlyFittingKeyIsTaken() {
        String token = sign(RSA, "{\"alg\":\"RS256\"}", provider.validClaims() + "}");
        assertThat(status(token)).isZero();
        provider.keys.answer(set(RSA, TestProvider.rsa("rsa-2")));
        provider.pass(301);
        assertThat(status(sign(RSA, "{\"alg\":\"RS256\"}", provider.validClaims() + "}")))
                .as("two keys fit")
                .isEqualTo(401);
    }

    @Test
    void eachIssuerHasItsOwnKeysAudienceAndClients() {
        provider.add(
                SetIssuer.STANDARD
                        .with("issuer", "https://two.example.org")
                        .with("audience", "payments")
                        .with("algorithms", "RS256")
                        .with("principalPrefix", "two:")
                        .with("principalClaim", "client_id")
                        .with("requiredClaims", "scope"),
                new FakeKeys().answer(set(STRANGE_RSA, EC)));
        String claims = provider.validClaims()
                        .replace(SetIssuer.ISSUER, "https://two.example.org")
                        .replace("orders", "payments")
                + ",\"client_id\":\"shop\"";
        FakeExchange request = bearer(sign(STRANGE_RSA, HEADER, claims + ",\"scope\":\"read\"}"));
        assertThat(provider.hook.onRequest(request)).isNull();
        assertThat(request.principal()).isEqualTo("two:shop");
        assertThat(status(sign(STRANGE_RSA, HEADER, claims + "}")))
                .as("without scope")
                .isEqualTo(401);
        assertThat(status(sign(RSA, HEADER, claims + ",\"scope\":\"read\"}")))
                .as("the key of the other issuer")
                .isEqualTo(401);
        assertThat(status(sign(EC, "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}", claims + ",\"scope\":\"read\"}")))
                .as("the algorithms of the other issuer")
                .isEqualTo(401);
        assertThat(status(provider.goodToken())).isZero();
    }

    @Test
    void aChangedConfigurationHoldsForTheNextRequestAndForTokensThatPassedBefore() {
        String token = provider.goodToken();
        assertThat(status(token)).isZero();
        provider.issuer.change(IssuerSettings.of(SetIssuer.STANDARD.with("audience", "payments")));
        assertThat(status(token)).isEqualTo(401);
        provider.issuer.change(IssuerSettings.of(SetIssuer.STANDARD.with("audience", "payments,orders")));
        assertThat(status(token)).isZero();
        assertThat(provider.keys.fetches())
                .as("the keys were not fetched again")
                .isEqualTo(1);
        provider.hook.modified(new SetJwt(256, 10, false));
        assertThat(status(token)).as("larger than 256 bytes").isEqualTo(401);
    }

    @Test
    void aTokenThatPassedIsRefusedOnceItsKeyIsGone() {
        String token = sign(
                RSA, HEADER, provider.claims("alice").replaceAll("\"exp\":\\d+", "\"exp\":" + provider.in(999)) + "}");
        assertThat(status(token)).isZero();
        provider.keys.answer(set(EC));
        provider.pass(301);
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void aTokenThatPassedIsRefusedOnceItsIssuerIsGone() {
        String token = provider.goodToken();
        assertThat(status(token)).isZero();
        provider.issuer.close();
        assertThat(status(token)).isEqualTo(503);
    }

    @Test
    void keysOfAnotherPlaceAreNotBelieved() {
        assertThat(status(provider.goodToken())).isZero();
        provider.keys.answer(null);
        provider.issuer.change(IssuerSettings.of(SetIssuer.STANDARD.with("jwksUrl", "https://keys.example.org/")));
        assertThat(status(provider.goodToken())).isEqualTo(503);
        provider.keys.answer(set(RSA));
        provider.pass(1);
        assertThat(status(provider.goodToken())).isZero();
    }

    @Test
    void withoutKeysTheAnswerIs503AndHealthSaysWhy() {
        TestProvider down = new TestProvider();
        Issuer second = down.add(SetIssuer.STANDARD.with("issuer", "https://two.example.org"), new FakeKeys());
        assertThat(down.hook.problem()).contains("https://two.example.org", "cannot be reached", "503");
        String token = down.validClaims().replace(SetIssuer.ISSUER, "https://two.example.org") + "}";
        Response refusal = down.hook.onRequest(bearer(sign(RSA, HEADER, token)));
        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.headers()).contains(Map.entry("Retry-After", "1"));
        assertThat(down.hook.onRequest(bearer(down.goodToken())))
                .as("the other issuer's")
                .isNull();
        assertThat(second.firstAttempt()).isCompleted();
    }

    @Test
    void withoutIssuersNothingPassesAndHealthSaysWhatToDo() {
        JwtHook hook = new JwtHook(SetJwt.STANDARD, provider.timer);
        assertThat(hook.problem()).contains("conf/io.hookline.plugin.jwt.issuer-NAME.cfg");
        Response refusal = hook.onRequest(bearer(provider.goodToken()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(401);
    }

    @Test
    void anIssuerThatIsConfiguredTwiceIsReportedAndTheFirstOneCounts() {
        assertThat(provider.hook.problem()).isNull();
        provider.add(SetIssuer.STANDARD.with("audience", "payments"), new FakeKeys().answer(set(RSA)));
        assertThat(provider.hook.problem()).contains("twice", SetIssuer.ISSUER);
        assertThat(status(provider.goodToken())).isZero();
    }

    @Test
    void tokensAreVerifiedEachTimeWithoutACache() {
        provider.hook.modified(new SetJwt(8192, 0, false));
        assertThat(status(provider.goodToken())).isZero();
        assertThat(status(provider.goodToken())).isZero();
    }

    /** The status of the answer, or 0 if the request passes. */
    private int status(String token) {
        Response refusal = provider.hook.onRequest(bearer(token));
        return refusal == null ? 0 : refusal.status();
    }
}
