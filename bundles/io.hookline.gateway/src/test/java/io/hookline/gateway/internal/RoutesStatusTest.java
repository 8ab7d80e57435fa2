package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.internal.route.RoutedServer;
import io.hookline.gateway.internal.route.Routes;
import io.hookline.gateway.internal.route.Routing;
import io.hookline.gateway.internal.route.RoutingPlan;
import io.hookline.gateway.internal.source.RoutesStatus;
import io.hookline.gateway.status.RefusedConfiguration;
import io.hookline.gateway.status.RouteStatus;
import io.hookline.gateway.status.RouteStatus.UpstreamShare;
import io.hookline.gateway.status.RouteTrial;
import io.hookline.gateway.status.RouteTrial.Step;
import io.hookline.gateway.status.TargetStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What commands and consoles can see of the routes. */
final class RoutesStatusTest extends RoutedFixture {

    private @Nullable Routing running;

    private final RoutesStatus status = new RoutesStatus(new RouteSource() {
        @Override
        public RoutingPlan plan() {
            return definitions.plan();
        }

        @Override
        public void lead(RoutedServer server) {}

        @Override
        public void leave(RoutedServer server) {}

        @Override
        public @Nullable Routing running() {
            return running;
        }

        @Override
        public List<RoutingPlan.Problem> problems() {
            return definitions.plan().problems();
        }
    });

    @Test
    void routesAreShownInTheirOrderWithWhatIsRefused() throws Exception {
        Backend own = shop();
        get("/cart/1");
        definitions.putRoute(Routes.route("cart", Map.of("path", "/cart*")));

        assertThat(status.isRunning()).isTrue();
        assertThat(status.routes())
                .containsExactly(
                        new RouteStatus(
                                "green",
                                5,
                                "x-env=green",
                                List.of(new UpstreamShare("old", 90), new UpstreamShare("new", 10)),
                                "header:X-User",
                                0),
                        new RouteStatus("cart", 0, "/cart/*", List.of(new UpstreamShare("old", 1)), "", 1),
                        new RouteStatus(
                                "default",
                                0,
                                "everything else",
                                List.of(new UpstreamShare(own.uri().toString(), 1)),
                                "",
                                0));
        assertThat(status.refused())
                .containsExactly(new RefusedConfiguration(
                        "route",
                        "cart",
                        "io.hookline.gateway.route-cart: path cannot be '/cart*': a star stands at the end only, as in"
                                + " /api/*.",
                        true));
    }

    @Test
    void aTrialSaysWhichRouteTakesARequestAndWhy() throws Exception {
        shop();

        RouteTrial trial = status.tryOut("GET", "/cart/../cart/%37?q", List.of());
        assertThat(trial.path()).isEqualTo("/cart/7");
        assertThat(trial.host()).isEmpty();
        assertThat(trial.route()).extracting(RouteStatus::route).isEqualTo("cart");
        assertThat(trial.tried())
                .containsExactly(
                        new Step("green", false, "no header field x-env", "x-env=green"),
                        new Step("cart", true, "takes it", "/cart/*"));
        assertThat(status.tryOut("GET", "/", List.of(Map.entry("X-Env", "green"), Map.entry("Host", "h")))
                        .tried())
                .hasSize(1);
        RouteTrial sticky =
                status.tryOut("GET", "/", List.of(Map.entry("X-Env", "green"), Map.entry("X-User", "user-0")));
        assertThat(sticky.upstream()).as("the one that the key leads to").isEqualTo("old");
        assertThat(status.tryOut("GET", "/", List.of(Map.entry("X-Env", "green")))
                        .upstream())
                .isNull();
        assertThat(status.tryOut("GET", "/x", List.of()).route())
                .extracting(RouteStatus::route)
                .isEqualTo("default");
        assertThatThrownBy(() -> status.tryOut("GET", "/a%2Fb", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(status.routes()).extracting(RouteStatus::calls).containsOnly(0L);
    }

    @Test
    void targetsAreShownWithTheirState() throws Exception {
        Backend own = shop();
        for (int i = 0; i < 4; i++) {
            get("/cart/1");
        }
        await("the calls to end").atMost(PATIENCE).until(() -> status.targets().stream()
                .allMatch(target -> target.inFlight() == 0));

        List<TargetStatus> targets = status.targets();
        assertThat(targets)
                .extracting(TargetStatus::upstream)
                .containsExactly(own.uri().toString(), "new", "old", "old");
        assertThat(targets).extracting(TargetStatus::single).containsExactly(true, false, false, false);
        assertThat(targets).extracting(TargetStatus::state).containsExactly("up", "up", "ejected", "up");
        assertThat(targets).extracting(TargetStatus::weight).containsExactly(1, 1, 1, 3);
        assertThat(targets).extracting(TargetStatus::calls).containsExactly(0L, 0L, 1L, 3L);
        assertThat(targets).extracting(TargetStatus::failures).containsExactly(0L, 0L, 1L, 0L);
        assertThat(targets).extracting(TargetStatus::reason).containsExactly("", "", "status 503", "");
    }

    @Test
    void withoutAServerThereIsNothing() {
        assertThat(status.isRunning()).isFalse();
        assertThat(status.routes()).isEmpty();
        assertThat(status.targets()).isEmpty();
        assertThat(status.tryOut("GET", "/", List.of()).route()).isNull();
    }

    /** Two routes and a default one. The first target of the group old fails. */
    private Backend shop() throws IOException {
        Backend own = backend("own");
        Backend bad = backend("bad");
        bad.status = 503;
        definitions.putUpstream(Routes.upstream(
                "old",
                Map.of("ejectAfter", 1, "ejectMillis", 3_600_000L),
                bad.uri().toString(),
                backend("good").uri() + " weight=3"));
        group("new", Map.of(), backend("new"));
        route("cart", Map.of("path", "/cart/*", "upstream", "old"));
        route(
                "green",
                Map.of(
                        "headers",
                        new String[] {"x-env=green"},
                        "upstreams",
                        new String[] {"old:90", "new:10"},
                        "stickyBy",
                        "header:X-User",
                        "priority",
                        5));
        draft.upstream = own.uri();
        running = startRouted().routing();
        return own;
    }
}
