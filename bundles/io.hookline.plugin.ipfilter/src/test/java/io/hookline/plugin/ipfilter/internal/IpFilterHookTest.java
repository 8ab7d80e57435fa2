package io.hookline.plugin.ipfilter.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.hook.TestConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IpFilterHookTest {

    @Test
    void onlyAllowedNetworksPass() {
        IpFilterHook hook = hook("192.0.2.0/25", "2001:db8::/33", "198.51.100.7");
        for (String passes : new String[] {"192.0.2.0", "192.0.2.127", "2001:db8:7fff::1", "198.51.100.7"}) {
            assertThat(hook.onRequest(request(passes))).as(passes).isNull();
        }
        for (String refused : new String[] {"192.0.2.128", "192.0.3.1", "2001:db8:8000::1", "::1", "198.51.100.8"}) {
            Response answer = hook.onRequest(request(refused));
            assertThat(answer).as(refused).isNotNull();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("This address may not call.\n");
        }
    }

    @Test
    void aDeniedNetworkWithinAnAllowedOneIsRefused() {
        IpFilterHook hook = new IpFilterHook(
                config(Map.of("allow", new String[] {"0.0.0.0/0", "::/0"}, "deny", new String[] {"192.0.2.0/24"})));
        assertThat(hook.onRequest(request("192.0.2.1"))).isNotNull();
        assertThat(hook.onRequest(request("192.0.3.1"))).isNull();
        assertThat(hook.onRequest(request("2001:db8::1"))).isNull();
    }

    @Test
    void anIpv4AddressWrittenAsIpv6IsTheSameAddress() {
        assertThat(hook("192.0.2.1").onRequest(request("::ffff:192.0.2.1"))).isNull();
        assertThat(hook("::ffff:192.0.2.1").onRequest(request("192.0.2.1"))).isNull();
        assertThat(hook("::/0").onRequest(request("192.0.2.1"))).isNotNull();
    }

    @Test
    void onlyTrustedProxiesSayWhoCalls() {
        IpFilterHook hook = new IpFilterHook(
                config(Map.of("allow", new String[] {"192.0.2.1"}, "trustedProxies", new String[] {"10.0.0.0/8"})));
        assertThat(hook.onRequest(request("10.0.0.1").with("X-Forwarded-For", "192.0.2.1")))
                .isNull();
        assertThat(hook.onRequest(request("10.0.0.1").with("X-Forwarded-For", "203.0.113.9, 192.0.2.1 , 10.2.3.4")))
                .isNull();
        for (FakeExchange refused : new FakeExchange[] {
            request("203.0.113.9").with("X-Forwarded-For", "192.0.2.1"),
            request("10.0.0.1").with("X-Forwarded-For", "192.0.2.1, 203.0.113.9"),
            request("10.0.0.1").with("X-Forwarded-For", "192.0.2.1, unknown, 10.2.3.4"),
            request("10.0.0.1").with("X-Forwarded-For", "192.0.2.1, "),
            request("10.0.0.1").with("X-Forwarded-For", "localhost"),
            request("10.0.0.1")
        }) {
            assertThat(hook.onRequest(refused))
                    .as(refused.requestHeaders().all("X-Forwarded-For").toString())
                    .isNotNull();
        }
        FakeExchange twoFields = request("10.0.0.1").with("X-Forwarded-For", "192.0.2.1");
        twoFields.requestHeaders().add("X-Forwarded-For", "203.0.113.9");
        assertThat(hook.onRequest(twoFields)).isNotNull();
    }

    @Test
    void aConfigurationThatAllowsNothingIsRefused() {
        assertThatThrownBy(() -> hook()).hasMessageContaining("'allow' is empty");
        assertThatThrownBy(() -> hook(" ")).hasMessageContaining("'allow' is empty");
    }

    @Test
    void invalidNetworksAreRefusedByName() {
        for (String invalid : new String[] {
            "192.0.2.1/24",
            "192.0.2.0/33",
            "2001:db8::/129",
            "256.0.0.0/8",
            "010.0.0.0/8",
            "localhost",
            "10.0.0/8",
            "10.0.0.0/",
            "10.0.0.0/08",
            "2001:db8::1::2",
            "10.0.0.0/-1"
        }) {
            assertThatThrownBy(() -> hook(invalid))
                    .as(invalid)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(invalid.replaceAll("/.*", ""));
        }
    }

    @Test
    void anInvalidChangeLeavesTheOldNetworks() {
        IpFilterHook hook = hook("192.0.2.1");
        hook.modified(config(Map.of("allow", new String[] {})));
        assertThat(hook.onRequest(request("192.0.2.1"))).isNull();
        hook.modified(config(Map.of("allow", new String[] {"192.0.2.2"})));
        assertThat(hook.onRequest(request("192.0.2.1"))).isNotNull();
        assertThat(hook.onRequest(request("192.0.2.2"))).isNull();
    }

    private static FakeExchange request(String address) {
        return new FakeExchange("GET", "/").from(address);
    }

    private static IpFilterHook hook(String... allowed) {
        return new IpFilterHook(config(Map.of("allow", allowed)));
    }

    private static IpFilterConfig config(Map<String, ?> options) {
        return TestConfig.of(IpFilterConfig.class, options);
    }
}
