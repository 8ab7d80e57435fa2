package io.hookline.plugin.jwt.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With Spring Authorization Server, over HTTP: discovery, tokens of a client, new keys, outage and return. */
class IdentityProviderTest {

    private static final RSAKey FIRST = TestProvider.rsa("first");
    private static final RSAKey SECOND = TestProvider.rsa("second");

    private static IdentityProvider provider;

    private JwtHook hook;
    private Issuer issuer;

    @BeforeAll
    static void startProvider() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
        provider = new IdentityProvider(FIRST);
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
        Awaitility.reset();
    }

    @BeforeEach
    void start() {
        provider.publish(FIRST);
        provider.setDown(false);
        hook = new JwtHook(SetJwt.STANDARD, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void discoveryFindsTheKeysAndATokenOfAClientPasses() throws Exception {
        trust("300");
        await().until(() -> hook.problem() == null);
        FakeExchange request = TestProvider.bearer(provider.token());
        assertThat(hook.onRequest(request)).isNull();
        assertThat(request.principal()).isEqualTo("shop");
        assertThat(request.context().get(JwtHook.CLAIMS).get("scope")).isEqualTo(List.of("orders.read"));
        issuer.change(IssuerSettings.of(config("300").with("audience", "payments")));
        assertThat(status(provider.token())).isEqualTo(401);
    }

    @Test
    void tokensOfANewKeyPassOnceItWasFetchedAndThoseOfARemovedKeyDoNot() throws Exception {
        trust("300");
        await().until(() -> hook.problem() == null);
        String old = provider.token();
        assertThat(status(old)).isZero();
        provider.publish(SECOND);
        String fresh = provider.token();
        await().until(() -> status(fresh) == 0);
        assertThat(status(old)).isEqualTo(401);
    }

    @Test
    void anOutageIsSurvivedAndAStartDuringOneRecovers() throws Exception {
        trust("1");
        await().until(() -> hook.problem() == null);
        String token = provider.token();
        JwtHook late = new JwtHook(SetJwt.STANDARD, Clock.systemUTC());
        provider.setDown(true);
        try (Issuer lateIssuer = Issuer.create("late", IssuerSettings.of(config("1")))) {
            late.add(lateIssuer);
            await().until(() -> lateIssuer.firstAttempt().isDone());
            assertThat(late.problem()).contains(provider.issuer() + "/.well-known/openid-configuration");
            Response closed = late.onRequest(TestProvider.bearer(token));
            assertThat(closed).isNotNull();
            assertThat(closed.status()).isEqualTo(503);
            assertThat(status(token)).as("the keys are known").isZero();
            provider.setDown(false);
            await().until(() -> late.problem() == null);
            assertThat(late.onRequest(TestProvider.bearer(token))).isNull();
        }
    }

    private void trust(String refreshSeconds) {
        issuer = Issuer.create("test", IssuerSettings.of(config(refreshSeconds)));
        hook.add(issuer);
    }

    private static SetIssuer config(String refreshSeconds) {
        return SetIssuer.STANDARD
                .with("issuer", provider.issuer())
                .with("refreshSeconds", refreshSeconds)
                .with("refetchSeconds", "1");
    }

    private int status(String token) {
        Response refusal = hook.onRequest(TestProvider.bearer(token));
        return refusal == null ? 0 : refusal.status();
    }
}
