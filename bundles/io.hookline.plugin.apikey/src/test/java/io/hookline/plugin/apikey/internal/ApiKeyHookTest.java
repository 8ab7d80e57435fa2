package io.hookline.plugin.apikey.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.plugin.Secrets;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApiKeyHookTest {

    private static final String SHA256_OF_SECRET = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    private static final Secrets SECRETS = configured -> configured.replace("$[secret:bob]", "bob:swordfish");

    @Test
    void aKnownKeyPassesSetsTheClientAndIsNotPassedOn() {
        ApiKeyHook hook = new ApiKeyHook(keys("alice:a1b2", "bob:secret"), SECRETS);
        FakeExchange request = new FakeExchange("GET", "/").with("X-API-Key", "secret");
        assertThat(hook.onRequest(request)).isNull();
        assertThat(request.principal()).isEqualTo("bob");
        assertThat(request.requestHeaders().first("X-API-Key")).isNull();
    }

    @Test
    void missingAndUnknownKeysAreRefusedAlikeWithoutDetails() {
        ApiKeyHook hook = new ApiKeyHook(keys("bob:secret"), SECRETS);
        Response without = hook.onRequest(new FakeExchange("GET", "/"));
        Response wrong = hook.onRequest(new FakeExchange("GET", "/").with("X-API-Key", "Secret"));
        Response several = hook.onRequest(
                new FakeExchange("GET", "/").with("X-API-Key", "secret").with("X-API-Key", "Secret"));
        for (Response refusal : new Response[] {without, wrong, several}) {
            assertThat(refusal).isNotNull();
            assertThat(refusal.status()).isEqualTo(401);
            assertThat(refusal.headers()).anyMatch(field -> field.getKey().equals("WWW-Authenticate"));
            assertThat(new String(refusal.body(), StandardCharsets.UTF_8)).isEqualTo("A valid API key is required.\n");
        }
    }

    @Test
    void keysMayBeDigestsAndSeveralMayStandInOneText() {
        ApiKeyHook hook = new ApiKeyHook(keys("alice:a1b2, bob:sha256:" + SHA256_OF_SECRET), SECRETS);
        assertThat(hook.onRequest(new FakeExchange("GET", "/").with("X-API-Key", "secret")))
                .isNull();
        assertThat(hook.onRequest(new FakeExchange("GET", "/").with("X-API-Key", SHA256_OF_SECRET)))
                .isNotNull();
    }

    @Test
    void aConfigurationWithoutKeysIsRefused() {
        assertThatThrownBy(() -> new ApiKeyHook(keys(), SECRETS)).hasMessageContaining("'keys' holds no key");
        assertThatThrownBy(() -> new ApiKeyHook(keys(" , "), SECRETS)).hasMessageContaining("'keys' holds no key");
    }

    @Test
    void aKeyMayBeAReferenceToASecret() {
        ApiKeyHook hook = new ApiKeyHook(keys("$[secret:bob]"), SECRETS);
        FakeExchange request = new FakeExchange("GET", "/").with("X-API-Key", "swordfish");
        assertThat(hook.onRequest(request)).isNull();
        assertThat(request.principal()).isEqualTo("bob");
    }

    @Test
    void malformedEntriesAreRefusedByPositionAndNeverShown() {
        for (String bad : new String[] {"just4key", ":4key", "4client:", "c:sha256:12zz"}) {
            assertThatThrownBy(() -> new ApiKeyHook(keys("alice:ok", bad), SECRETS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("entry 2 of 'keys'")
                    .hasMessageNotContaining(bad);
        }
    }

    @Test
    void invalidHeaderNamesAreRefused() {
        for (String bad : new String[] {"", "Host", "transfer-encoding", "X API Key"}) {
            assertThatThrownBy(() -> new ApiKeyHook(new Keys(bad, "bob:secret"), SECRETS))
                    .hasMessageContainingAll("'header'", "X-API-Key");
        }
    }

    @Test
    void anInvalidChangeKeepsTheOldKeys() {
        ApiKeyHook hook = new ApiKeyHook(keys("bob:secret"), SECRETS);
        hook.modified(keys("nonsense"));
        assertThat(hook.onRequest(new FakeExchange("GET", "/").with("X-API-Key", "secret")))
                .isNull();
        hook.modified(keys("bob:changed"));
        assertThat(hook.onRequest(new FakeExchange("GET", "/").with("X-API-Key", "secret")))
                .isNotNull();
    }

    private static ApiKeyConfig keys(String... keys) {
        return new Keys("X-API-Key", String.join("|", keys));
    }

    private record Keys(String header, String entries) implements ApiKeyConfig {

        @Override
        public String[] keys() {
            return entries.split("\\|");
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return ApiKeyConfig.class;
        }
    }
}
