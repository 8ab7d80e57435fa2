package io.hookline.gateway.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.internal.config.RouteConfig;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.UpstreamConfig;
import io.hookline.gateway.internal.route.RoutingPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Configurations come, change and go. */
final class RouteRegistryTest {

    private final Deque<Runnable> later = new ArrayDeque<>();
    private final RouteUse use = new RouteUse();
    private final List<String> errors = new ArrayList<>();
    private final RouteRegistry registry = new RouteRegistry(use, new ProblemReport(later::add, errors::add));

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
    void aRouteThatWaitsForItsUpstreamIsNoProblemYet() {
        registry.bindRoute(route("/cart/*"));
        assertThat(registry.plan().closed()).hasSize(1);
        registry.bindUpstream(upstream("http://a"));

        assertThat(later).as("reports that wait").hasSize(1);
        assertThat(reported()).isEmpty();
        registry.unbindUpstream(upstream("http://a"));
        assertThat(reported()).hasSize(1).first().asString().contains("route cart is refused, the last good one");
    }

    @Test
    void whatCannotBeUsedIsSaidWhereConfigurationsAreShown() {
        List<Map<String, List<String>>> said = new ArrayList<>();
        use.reportBy(() -> said.add(use.unused()));
        registry.bindRoute(route("/cart/*"));
        registry.bindRoute(route("/cart/*"));
        registry.bindUpstream(upstream("http://a"));

        assertThat(said).hasSize(2);
        assertThat(said.get(0)).containsOnlyKeys(RouteConfig.PID + "~cart");
        assertThat(said.get(1)).isEmpty();
    }

    @Test
    void theRequestsOfARefusedFileGoNowhere() {
        use.refused(Map.of(
                RouteConfig.PID + "~cart",
                Map.of("path", "/cart/*", "priority", "many", "methods", new String[] {"GET"}, "upstraem", "api"),
                RouteConfig.PID + "~broken",
                Map.of("path", 7),
                RouteConfig.PID + "~bad",
                Map.of("path", "/a*")));

        assertThat(registry.plan().closed())
                .extracting(route -> route.match().text())
                .containsExactly("GET /cart/*");
        use.refused(Map.of());
        assertThat(registry.plan().closed()).isEmpty();
    }

    private List<String> reported() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
        return errors;
    }

    @Test
    void whatIsWrongByItselfIsRefusedBeforeItIsStored() {
        assertThat(new RouteCheck().problems(Map.of("path", "/a/*", "upstream", "api")))
                .isEmpty();
        assertThat(new RouteCheck().problems(Map.of("path", "/a*", "upstream", "api")))
                .containsExactly("path cannot be '/a*': a star stands at the end only, as in /api/*.");
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
