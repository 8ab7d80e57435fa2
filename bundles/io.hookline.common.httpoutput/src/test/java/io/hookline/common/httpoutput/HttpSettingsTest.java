package io.hookline.common.httpoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.common.config.GivenOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

    @Test
    void credentialsComeFromSecretsAndAreNotShown() {
        assertThat(of(Map.of("user", "ann", "password", "$[secret:p]")).headers())
                .containsExactly(Map.entry("Authorization", "Basic YW5uOnZhbHVlIG9mICRbc2VjcmV0OnBd"));
        assertThat(of(Map.of("token", "$[secret:t]")).headers())
                .containsExactly(Map.entry("Authorization", "Bearer value of $[secret:t]"));
        assertThat(of(Map.of("token", "$[secret:t]", "tokenScheme", "ApiKey")).headers())
                .containsExactly(Map.entry("Authorization", "ApiKey value of $[secret:t]"));
        HttpSettings key = of(Map.of("apiKey", "$[secret:k]", "apiKeyHeader", "X-Key"));
        assertThat(key.headers()).containsExactly(Map.entry("X-Key", "value of $[secret:k]"));
        assertThat(key.toString()).doesNotContain("value of");
        assertThat(key.with(Map.of("X-Scope-OrgID", "a")).headers()).hasSize(2);
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> of(Map.of("user", "ann", "token", "t"))).hasMessageContaining("set one of");
        assertThatThrownBy(() -> of(Map.of("certificateFile", "client.pem")))
                .hasMessageContaining("set both certificateFile and keyFile");
        assertThatThrownBy(() -> HttpSettings.of(
                        "https://example.com",
                        GivenOptions.as(HttpOptions.class, Map.of()),
                        GivenOptions.as(HttpCredentials.class, Map.of("token", "t")),
                        any -> "a\nb"))
                .hasMessageContaining("token is empty, or has characters")
                .hasMessageNotContaining("a\nb");
        assertThatThrownBy(() -> HttpSettings.check(
                        "https://example.com",
                        GivenOptions.as(HttpOptions.class, Map.of("caFile", "/no/such.pem")),
                        GivenOptions.as(HttpCredentials.class, Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("caFile cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "ftp://example.com",
                "http://",
                "https://ann:secret@example.com",
                "https://example.com/?q=1",
                "https://example.com/#a",
                "http://example.com",
                "http://127.0.0.1.example.com",
                "https://exa mple.com",
            })
    void anAddressThatCannotWorkOrIsNotSecretIsRefused(String url) {
        assertThatThrownBy(() -> of(url, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9200", "http://localhost:3100/", "https://example.com/a/b//"})
    void anAddressOnThisMachineNeedsNoTls(String url) {
        assertThat(of(url, Map.of()).url().toString()).doesNotEndWith("/").startsWith("http");
        assertThat(of("http://example.com", Map.of("plainHttp", true)).url()).hasScheme("http");
    }

    private static HttpSettings of(Map<String, Object> options) {
        return of("https://example.com", options);
    }

    private static HttpSettings of(String url, Map<String, Object> options) {
        return HttpSettings.of(
                url,
                GivenOptions.as(HttpOptions.class, options),
                GivenOptions.as(HttpCredentials.class, options),
                reference -> "value of " + reference);
    }
}
