package io.hookline.gateway.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.internal.config.UpstreamSettings.WeightedTarget;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations of upstream groups. */
final class UpstreamSettingsTest {

    @Test
    void targetsHaveAnAddressAndAWeight() {
        UpstreamSettings settings =
                of("targets", new String[] {" http://10.0.0.5:9000  weight=3 ", "https://b.example/base"});

        assertThat(settings.targets())
                .containsExactly(
                        new WeightedTarget(new UpstreamAddress(false, "10.0.0.5", 9000, ""), 3),
                        new WeightedTarget(new UpstreamAddress(true, "b.example", 443, "/base"), 1));
        assertThat(settings.health().isOn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            http://a weight=0       | the weight is 1 to 1000
            http://a weight=1001    | the weight is 1 to 1000
            http://a weight=x       | the weight is 1 to 1000
            http://a wait=3         | after the address there may be one word, weight=N
            http://a weight=1 x     | after the address there may be one word, weight=N
            ftp://a                 | give it as http://host:port
            http://a?q              | give it as http://host:port
            a:9000                  | give it as http://host:port
            http://a:0              | its port is not from 1 to 65535
            http://a:65536          | its port is not from 1 to 65535
            """)
    void wrongTargetsAreRefused(String target, String remedy) {
        assertThatThrownBy(() -> of("targets", new String[] {target}))
                .hasMessageStartingWith("io.hookline.gateway.upstream-api: targets cannot be '" + target + "'")
                .hasMessageContaining(remedy);
    }

    @Test
    void otherWrongOptionsAreRefusedToo() {
        assertThatThrownBy(() -> of("targets", new String[] {"http://a", "http://a:80 weight=2"}))
                .hasMessageContaining("the address is there twice; give it a weight instead");
        assertThatThrownBy(() -> of("targets", new String[0])).hasMessageContaining("name one address at least");
        assertThatThrownBy(() -> of("balance", "random")).hasMessageContaining("round-robin or least-connections");
        assertThatThrownBy(() -> of("healthPath", "/a\\b")).hasMessageContaining("healthPath cannot be");
        assertThatThrownBy(() -> of("retries", 11)).hasMessageContaining("the maximum is 10");
        assertThatThrownBy(() -> of("connectTimeoutMillis", -1L)).hasMessageContaining("it is 0 at least");
    }

    private static UpstreamSettings of(String option, Object value) {
        Map<String, Object> options = new HashMap<>(Map.of("targets", new String[] {"http://a"}));
        options.put(option, value);
        return UpstreamSettings.of("api", TestConfig.of(UpstreamConfig.class, options));
    }
}
