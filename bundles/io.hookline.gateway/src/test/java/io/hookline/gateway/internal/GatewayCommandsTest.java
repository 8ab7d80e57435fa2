package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.runtime.Actor;
import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.internal.route.Routes;
import io.hookline.gateway.internal.route.Routing;
import io.hookline.gateway.internal.route.RoutingPlan;
import io.hookline.gateway.internal.shell.RoutesCommand;
import io.hookline.gateway.internal.shell.UpstreamsCommand;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.ResultFormatter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The commands {@code hook:routes} and {@code hook:upstreams}. */
final class GatewayCommandsTest extends RoutedFixture {

    private @Nullable Routing running;

    private final RouteSource source = new RouteSource() {
        @Override
        public RoutingPlan plan() {
            return definitions.plan();
        }

        @Override
        public void lead(Routing routing) {}

        @Override
        public void leave(Routing routing) {}

        @Override
        public @Nullable Routing running() {
            return running;
        }

        @Override
        public List<RoutingPlan.Problem> problems() {
            return definitions.plan().problems();
        }
    };

    private final Command routes = new RoutesCommand(source);
    private final Command upstreams = new UpstreamsCommand(source);

    @Test
    void routesAreShownInTheirOrderWithWhatIsRefused() throws Exception {
        Backend own = shop();
        get("/cart/1");
        definitions.putRoute(Routes.route("cart", Map.of("path", "/cart*")));
        definitions.putRoute(Routes.route("lost", Map.of("upstream", "shap")));

        assertThat(run(routes))
                .containsSubsequence("green", "cart", "default")
                .containsPattern("green +5 +0 +old:90, new:10 +x-env=green")
                .containsPattern("cart +0 +1 +old +/cart/\\*")
                .containsPattern("default +0 +0 +http://127.0.0.1:" + own.uri().getPort() + " +everything else")
                .contains(
                        "refused: route cart, the last good one stays: io.hookline.gateway.route-cart: path cannot be",
                        "refused: route lost: there is no upstream 'shap'");
        assertThat(json(routes, own)).isEqualTo(golden("routes"));
    }

    @Test
    void aTrialSaysWhichRouteTakesARequestAndWhy() throws Exception {
        Backend own = shop();

        assertThat(run(routes, "test", "GET", "/cart/../cart/%37?q"))
                .startsWith("cart: GET /cart/7 goes to old\n")
                .containsPattern("green +no header field x-env +x-env=green")
                .containsPattern("cart +takes it +/cart/\\*");
        assertThat(run(routes, "test", "GET", "https://www.example.org", "--header", "x-env=green"))
                .startsWith("green: GET www.example.org/ goes to old:90, new:10\n")
                .doesNotContain("cart");
        assertThat(run(routes, "test", "PUT", "/x", "--header", "Host=h"))
                .startsWith("default: PUT h/x goes to http://127.0.0.1:")
                .containsPattern("cart +another path");
        assertThat(json(routes, own, "test", "GET", "http://h/cart")).isEqualTo(golden("routes-test"));
        assertThat(Objects.requireNonNull(running).table().routes().get(0).calls())
                .isZero();
        start(null);
        assertThat(run(routes, "test", "GET", "/x")).startsWith("no route: the gateway answers with 404");
    }

    @Test
    void whatIsMistypedIsExplained() throws Exception {
        shop();
        refused("knows test, not \"tst\"", "tst");
        refused("test takes a method and a URL", "test", "GET");
        refused("test takes a method and a URL", "test", "GET", "/", "/");
        refused("takes --header with test only", "--header", "a=b");
        refused("--header is NAME=VALUE, not \"a\"", "test", "GET", "/", "--header", "a");
        refused("the gateway would refuse it", "test", "GET", "/a%2Fb");
        running = null;
        refused("the gateway does not run");
    }

    @Test
    void targetsAreShownWithTheirState() throws Exception {
        Backend own = shop();
        for (int i = 0; i < 4; i++) {
            get("/cart/1");
        }
        await("the calls to end")
                .atMost(PATIENCE)
                .until(() -> Objects.requireNonNull(running).upstreams().values().stream()
                        .flatMap(upstream -> upstream.group().targets().stream())
                        .allMatch(target -> target.inFlight() == 0));

        assertThat(run(upstreams))
                .containsPattern("- +http://127.0.0.1:\\d+ +up +1 +0 +0 +0 +0 +-")
                .containsPattern("new +http://127.0.0.1:\\d+ +up +1 +0 +0 +0 +0 +-")
                .containsPattern("old +http://127.0.0.1:\\d+ +ejected +1 +\\d +0 +1 +1 +status 503")
                .containsPattern("old +http://127.0.0.1:\\d+ +up +3 +\\d +0 +3 +0 +-");
        assertThat(json(upstreams, own).replaceAll("\"connections\" : \\d", "\"connections\" : 0"))
                .isEqualTo(golden("upstreams"));
    }

    @Test
    void withoutUpstreamsTheNextStepIsNamed() {
        start(null);
        assertThat(run(upstreams)).contains("conf/io.hookline.gateway.upstream-NAME.cfg");
        assertThat(run(routes)).contains("conf/io.hookline.gateway.route-NAME.cfg");
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
                        "priority",
                        5));
        start(own);
        return own;
    }

    private void start(@Nullable Backend own) {
        stop();
        draft.upstream = own == null ? null : own.uri();
        running = startRouted().routing();
    }

    private void refused(String message, String... words) {
        assertThatThrownBy(() -> run(routes, words))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(message);
    }

    private static String run(Command command, String... words) {
        return ResultFormatter.text(160).format(result(command, words));
    }

    /** The result as JSON, with names for the backends' ports. */
    private static String json(Command command, Backend own, String... words) {
        return ResultFormatter.json()
                .format(result(command, words))
                .replace(own.uri().toString(), "http://own")
                .replaceAll("http://127.0.0.1:\\d+", "http://target");
    }

    private static String golden(String name) throws IOException {
        String resource = "/json/" + name + ".json";
        try (InputStream file =
                Objects.requireNonNull(GatewayCommandsTest.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static CommandResult result(Command command, String... words) {
        Map<String, List<String>> options = new HashMap<>();
        List<String> positional = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith("--")) {
                options.computeIfAbsent(words[i], name -> new ArrayList<>()).add(words[++i]);
            } else {
                positional.add(words[i]);
            }
        }
        Arguments arguments = new Arguments("hook:routes", "Usage: …", options, positional);
        try {
            return command.run(new CommandContext() {
                @Override
                public Arguments arguments() {
                    return arguments;
                }

                @Override
                public Actor actor() {
                    return Actor.RUNTIME;
                }

                @Override
                public void progress(String line) {}

                @Override
                public void redraw(String text) {}

                @Override
                public int width() {
                    return 160;
                }

                @Override
                public @Nullable Path folder() {
                    return null;
                }
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
