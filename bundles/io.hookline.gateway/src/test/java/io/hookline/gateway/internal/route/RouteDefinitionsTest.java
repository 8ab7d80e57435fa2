package io.hookline.gateway.internal.route;

import static io.hookline.gateway.internal.route.Routes.route;
import static io.hookline.gateway.internal.route.Routes.settings;
import static io.hookline.gateway.internal.route.Routes.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.route.RoutingPlan.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong changes nothing, and says why. */
final class RouteDefinitionsTest {

    private final RouteDefinitions definitions = new RouteDefinitions();

    @Test
    void aRouteWaitsForItsUpstream() {
        definitions.putRoute(route("a", Map.of("upstream", "apo")));
        definitions.putUpstream(upstream("api", "http://x"));

        assertThat(definitions.plan().routes()).isEmpty();
        assertThat(problem().reason())
                .startsWith("there is no upstream 'apo': add conf/io.hookline.gateway.upstream-apo.cfg, or correct"
                        + " the name. Did you mean api?");
        assertThat(problem().kept()).isFalse();

        definitions.putUpstream(upstream("apo", "http://y"));
        assertThat(definitions.plan().routes()).extracting(RouteSettings::name).containsExactly("a");
        assertThat(definitions.plan().problems()).isEmpty();
    }

    @Test
    void anAddressNeedsNoConfiguration() {
        definitions.putRoute(route("a", Map.of("upstream", "http://x:9000")));

        assertThat(definitions.plan().problems()).isEmpty();
        assertThat(definitions.plan().upstreams()).containsOnlyKeys("http://x:9000");
    }

    @Test
    void aRouteThatBecomesWrongGoesOnAsItWas() {
        definitions.putUpstream(upstream("api", "http://x"));
        definitions.putRoute(route("a", Map.of("path", "/a")));

        definitions.putRoute(route("a", Map.of("path", "/b", "upstream", "none")));
        assertThat(path("a")).isEqualTo("/a");
        assertThat(problem().kept()).isTrue();
        definitions.putRoute(route("a", Map.of("path", "/c/*/d")));
        assertThat(path("a")).isEqualTo("/a");
        definitions.putRoute(route("a", Map.of("path", "/d")));
        assertThat(path("a")).isEqualTo("/d");
        assertThat(definitions.plan().problems()).isEmpty();
    }

    @Test
    void aGroupThatBecomesWrongGoesOnAsItWas() {
        definitions.putUpstream(upstream("api", "http://x"));
        RoutingPlan before = definitions.plan();

        definitions.putUpstream(upstream("api", "nonsense"));
        assertThat(definitions.plan().leadsLike(before)).isTrue();
        assertThat(problem())
                .isEqualTo(new Problem(
                        "upstream",
                        "api",
                        "io.hookline.gateway.upstream-api: targets cannot be 'nonsense': give it as http://host:port or"
                                + " https://host:port/base.",
                        true));
    }

    @Test
    void aGroupThatIsGoneServesItsRoutesUntilTheyAreChanged() {
        definitions.putUpstream(upstream("api", "http://x"));
        definitions.putRoute(route("a", Map.of()));
        RoutingPlan before = definitions.plan();

        definitions.removeUpstream("api");
        assertThat(definitions.plan().leadsLike(before)).isTrue();
        assertThat(problem().reason()).startsWith("there is no upstream 'api'");
        assertThat(problem().kept()).isTrue();

        definitions.putRoute(route("b", Map.of("path", "/b")));
        assertThat(definitions.plan().routes()).extracting(RouteSettings::name).containsExactly("a");
        definitions.removeRoute("a");
        assertThat(definitions.plan().upstreams()).isEmpty();
    }

    @Test
    void aGroupThatNoRouteUsesGoesAtOnce() {
        definitions.putUpstream(upstream("api", "http://x"));
        definitions.removeUpstream("api");

        assertThat(definitions.plan().leadsLike(RoutingPlan.EMPTY)).isTrue();
        assertThat(definitions.plan().problems()).isEmpty();
    }

    @Test
    void ofRoutesForTheSameRequestsTheFirstByNameCountsInWhateverOrderTheyCome() {
        definitions.putUpstream(upstream("api", "http://x"));
        definitions.putRoute(route("b", Map.of("path", "/a")));
        definitions.putRoute(route("a", Map.of("path", "/a")));

        assertThat(definitions.plan().routes()).extracting(RouteSettings::name).containsExactly("a");
        assertThat(problem())
                .isEqualTo(new Problem(
                        "route",
                        "b",
                        "it takes the same requests as the route a (/a), which comes first: change or remove one of"
                                + " them.",
                        false));
        assertThat(definitions.plan().closed()).isEmpty();
        RouteDefinitions afterRestart = new RouteDefinitions();
        afterRestart.putRoute(route("a", Map.of("path", "/a")));
        afterRestart.putRoute(route("b", Map.of("path", "/a")));
        afterRestart.putUpstream(upstream("api", "http://x"));
        assertThat(afterRestart.plan()).isEqualTo(definitions.plan());

        definitions.putRoute(route("b", Map.of("path", "/a", "priority", 1)));
        assertThat(definitions.plan().routes()).extracting(RouteSettings::name).containsExactly("b");
        definitions.removeRoute("b");
        assertThat(definitions.plan().routes()).extracting(RouteSettings::name).containsExactly("a");
        assertThat(definitions.plan().problems()).isEmpty();
    }

    @Test
    void theRequestsOfARefusedRouteGoNowhere() {
        definitions.putUpstream(upstream("api", "http://x"));
        definitions.putRoute(route("lost", Map.of("path", "/lost/*", "upstream", "none")));
        RouteSettings wrong = settings("wrong", Map.of("path", "/wrong"));
        definitions.putRoute(new Definition<>("wrong", null, "a reason"), wrong);
        definitions.refuse(Map.of("file", settings("file", Map.of("path", "/file"))));

        assertThat(closed()).containsExactly("/file", "/lost/*", "/wrong");
        assertThat(definitions.plan().routes()).isEmpty();

        definitions.putRoute(route("lost", Map.of("path", "/lost/*")));
        definitions.putRoute(route("wrong", Map.of("path", "/file")));
        assertThat(closed()).isEmpty();
        definitions.removeRoute("wrong");
        assertThat(closed()).containsExactly("/file");
        definitions.refuse(Map.of());
        assertThat(closed()).isEmpty();
    }

    private List<String> closed() {
        return definitions.plan().closed().stream()
                .map(route -> route.match().path())
                .toList();
    }

    @Test
    void aRouteThatWasRefusedAndIsGoneLeavesNothing() {
        definitions.putRoute(route("a", Map.of("path", "/*/x")));
        definitions.removeRoute("a");

        assertThat(definitions.plan()).isEqualTo(RoutingPlan.EMPTY);
    }

    private Problem problem() {
        assertThat(definitions.plan().problems()).hasSize(1);
        return definitions.plan().problems().get(0);
    }

    private String path(String route) {
        return definitions.plan().routes().stream()
                .filter(settings -> settings.name().equals(route))
                .findFirst()
                .orElseThrow()
                .match()
                .path();
    }
}
