package io.hookline.gateway.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.internal.config.RouteSettings.HeaderValue;
import io.hookline.gateway.internal.config.RouteSettings.Sticky;
import io.hookline.gateway.internal.config.RouteSettings.WeightedUpstream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Configurations of routes. */
final class RouteSettingsTest {

    @Test
    void aRouteHasOneOrSeveralUpstreams() {
        assertThat(of("upstream", " api ").upstreams()).containsExactly(new WeightedUpstream("api", 1));
        assertThat(of("upstream", "http://a:80/").upstreams()).containsExactly(new WeightedUpstream("http://a", 1));
        assertThat(of("upstreams", new String[] {"old:90", " http://b:9000:10 "})
                        .upstreams())
                .containsExactly(new WeightedUpstream("old", 90), new WeightedUpstream("http://b:9000", 10));
    }

    @Test
    void aMatchIsShownInWords() {
        RouteSettings.Match match = of(Map.of(
                        "upstream", "api",
                        "host", "*.Example.org",
                        "path", "/api/*",
                        "methods", new String[] {"POST", "GET"},
                        "headers", new String[] {"X-Env=green"}))
                .match();

        assertThat(match.text()).isEqualTo("GET|POST *.example.org/api/* x-env=green");
        assertThat(match.headers()).containsExactly(new HeaderValue("x-env", "green"));
        assertThat(of("upstream", "api").match().text()).isEqualTo("everything");
    }

    @Test
    void aClientCanStickByThreeThings() {
        assertThat(sticky("client")).isEqualTo(new Sticky(Sticky.Kind.CLIENT, ""));
        assertThat(sticky("header:X-User")).isEqualTo(new Sticky(Sticky.Kind.HEADER, "X-User"));
        assertThat(sticky("cookie:session")).isEqualTo(new Sticky(Sticky.Kind.COOKIE, "session"));
        assertThat(sticky("")).isNull();
    }

    @Test
    void wrongOptionsAreRefused() {
        refused("either upstream or upstreams", Map.of());
        refused("either upstream or upstreams", Map.of("upstream", "a", "upstreams", new String[] {"b:1"}));
        refused("it is NAME:WEIGHT", Map.of("upstreams", new String[] {"old"}));
        refused("it is NAME:WEIGHT", Map.of("upstreams", new String[] {"old:x"}));
        refused("it is NAME:WEIGHT", Map.of("upstreams", new String[] {"old:1000001"}));
        refused("old is there twice", Map.of("upstreams", new String[] {"old:1", "old:2"}));
        refused("one needs a weight above 0", Map.of("upstreams", new String[] {"old:0", "new:0"}));
        refused("upstream cannot be 'http://'", Map.of("upstream", "http://"));
        refused("a star stands at the end only", Map.of("upstream", "a", "path", "/a*"));
        refused("a star stands at the end only", Map.of("upstream", "a", "path", "/*/b"));
        refused("so write /a%3Fb/*", Map.of("upstream", "a", "path", "/a%3fb/*"));
        refused("so write /b", Map.of("upstream", "a", "path", "/a/../b"));
        refused("path cannot be '/a%2Fb'", Map.of("upstream", "a", "path", "/a%2Fb"));
        refused("it is NAME=VALUE", Map.of("upstream", "a", "headers", new String[] {"x-env"}));
        refused("the field x-env is there twice", Map.of("upstream", "a", "headers", new String[] {"x-env=1", "X-Env=2"
        }));
        refused("it needs a path that ends with /*", Map.of("upstream", "a", "path", "/a", "stripPrefix", true));
        refused("it is keep or upstream", Map.of("upstream", "a", "hostHeader", "client"));
        refused(
                "client, principal, header:NAME, cookie:NAME, claim:NAME or attribute:NAME",
                Map.of("upstream", "a", "stickyBy", "ip"));
        assertThatThrownBy(() -> RouteSettings.of("default", TestConfig.of(RouteConfig.class, Map.of("upstream", "a"))))
                .hasMessageContaining("the name default is taken");
    }

    private static RouteSettings.Sticky sticky(String text) {
        return of(Map.of("upstream", "api", "stickyBy", text)).sticky();
    }

    private static void refused(String message, Map<String, ?> options) {
        assertThatThrownBy(() -> of(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("io.hookline.gateway.route-r: ")
                .hasMessageContaining(message);
    }

    private static RouteSettings of(String option, Object value) {
        return of(new HashMap<>(Map.of(option, value)));
    }

    private static RouteSettings of(Map<String, ?> options) {
        return RouteSettings.of("r", TestConfig.of(RouteConfig.class, options));
    }
}
