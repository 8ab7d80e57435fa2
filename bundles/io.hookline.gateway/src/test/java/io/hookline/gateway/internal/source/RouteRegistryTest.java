package io.hookline.gateway.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.internal.config.RouteConfig;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.UpstreamConfig;
import io.hookline.gateway.internal.route.RoutingPlan;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Configurations come, change and go. */
final class RouteRegistryTest {

    private final RouteRegistry registry = new RouteRegistry();

    @Test
    void aConfigurationIsNamedAsItsFile() {
        assertThat(FactoryName.of(RouteConfig.PID, Map.of("service.pid", RouteConfig.PID + "~shop-cart")))
                .isEqualTo("shop-cart");
        assertThat(FactoryName.of(RouteConfig.PID, Map.of("service.pid", RouteConfig.PID + ".1234-5")))
                .isEqualTo("1234-5");
    }

    @Test
    void routesFollowTheirConfigurations() {
        ConfiguredUpstream api = upstream("http://a");
        ConfiguredRoute cart = route("/cart/*");
        registry.bindRoute(cart);
        registry.bindUpstream(api);
        assertThat(registry.plan().routes()).extracting(RouteSettings::name).containsExactly("cart");

        cart.modified(config("/cart*"), Map.of("service.pid", RouteConfig.PID + "~cart"));
        registry.updatedRoute(cart);
        assertThat(registry.plan().routes())
                .extracting(route -> route.match().path())
                .containsExactly("/cart/*");
        assertThat(registry.problems()).extracting(RoutingPlan.Problem::kept).containsExactly(true);

        cart.modified(config("/basket/*"), Map.of("service.pid", RouteConfig.PID + "~cart"));
        registry.updatedRoute(cart);
        assertThat(registry.plan().routes())
                .extracting(route -> route.match().path())
                .containsExactly("/basket/*");
        registry.unbindUpstream(api);
        assertThat(registry.problems()).hasSize(1);
        registry.unbindRoute(cart);
        assertThat(registry.plan()).isEqualTo(RoutingPlan.EMPTY);
        assertThat(registry.running()).isNull();
    }

    @Test
    void whatIsWrongByItselfIsRefusedBeforeItIsStored() {
        assertThat(new RouteCheck().problems(Map.of("path", "/a/*", "upstream", "api")))
                .isEmpty();
        assertThat(new RouteCheck().problems(Map.of("path", "/a*", "upstream", "api")))
                .containsExactly(
                        "io.hookline.gateway.route-NAME: path cannot be '/a*': a star stands at the end only, as"
                                + " in /api/*.");
        assertThat(new UpstreamCheck().problems(Map.of("targets", new String[] {"http://a"})))
                .isEmpty();
        assertThat(new UpstreamCheck().problems(Map.of("targets", new String[] {"http://a", "http://a"})))
                .first()
                .asString()
                .contains("the address is there twice");
    }

    private static ConfiguredUpstream upstream(String target) {
        return new ConfiguredUpstream(
                TestConfig.of(UpstreamConfig.class, Map.of("targets", new String[] {target})),
                Map.of("service.pid", UpstreamConfig.PID + "~api"));
    }

    private static ConfiguredRoute route(String path) {
        return new ConfiguredRoute(config(path), Map.of("service.pid", RouteConfig.PID + "~cart"));
    }

    private static RouteConfig config(String path) {
        return TestConfig.of(RouteConfig.class, Map.of("path", path, "upstream", "api"));
    }
}
