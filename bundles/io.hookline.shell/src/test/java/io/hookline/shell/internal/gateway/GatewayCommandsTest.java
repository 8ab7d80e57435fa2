package io.hookline.shell.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.gateway.status.RefusedConfiguration;
import io.hookline.gateway.status.RouteStatus;
import io.hookline.gateway.status.RouteStatus.UpstreamShare;
import io.hookline.gateway.status.RouteTrial;
import io.hookline.gateway.status.RouteTrial.Step;
import io.hookline.gateway.status.TargetStatus;
import io.hookline.shell.internal.gogo.CommandShell;
import io.hookline.shell.internal.gogo.GoldenJson;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands {@code hook:routes} and {@code hook:upstreams}. */
final class GatewayCommandsTest {

    private static final RouteStatus CART =
            new RouteStatus("cart", 0, "/cart/*", List.of(new UpstreamShare("old", 1)), "", 1);

    private final FakeGateway gateway = new FakeGateway();
    private final RoutesCommand routes = new RoutesCommand(gateway);
    private final CommandShell shell = new CommandShell(routes, new UpstreamsCommand(gateway));

    @Test
    void routesAreShownInTheirOrderWithWhatIsRefused() {
        assertThat(shell.run("routes"))
                .containsSubsequence("green", "cart", "default")
                .containsPattern("green +5 +0 +old:90, new:10 by cookie:id +x-env=green")
                .containsPattern("cart +0 +1 +old +/cart/\\*")
                .containsPattern("default +0 +0 +http://own +everything else")
                .contains(
                        "refused: route cart, the last good one stays: path cannot be",
                        "refused: route lost: there is no upstream 'shap'");
        GoldenJson.check(shell, "gateway-routes", "routes");
    }

    @Test
    void filesThatAreRefusedAreShownToo() {
        gateway.closed = true;
        routes.configurations =
                refusing("io.hookline.gateway.route~bad", "io.hookline.gateway.upstream~worse", "other");
        assertThat(shell.run("routes"))
                .containsPattern("shut +0 +0 +refused: 503 +/shut")
                .contains("refused: route bad: what is wrong", "refused: upstream worse: what is wrong")
                .doesNotContain("other");
    }

    private static Configurations refusing(String... pids) {
        List<ConfigurationStatus> all = Stream.of(pids)
                .map(pid -> new ConfigurationStatus(
                        pid,
                        null,
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new io.hookline.config.RefusedConfiguration(
                                Instant.EPOCH,
                                "file",
                                List.of(new ConfigurationProblem(
                                        ConfigurationProblem.Reason.WRONG_FORM, "path", "what is wrong")))))
                .toList();
        return (Configurations) Proxy.newProxyInstance(
                GatewayCommandsTest.class.getClassLoader(),
                new Class<?>[] {Configurations.class},
                (proxy, method, arguments) -> all);
    }

    @Test
    void aTrialSaysWhichRouteTakesARequestAndWhy() {
        assertThat(shell.run("routes", "test", "GET", "http://h/cart?q"))
                .startsWith("cart: GET h/cart goes to old\n")
                .containsPattern("green +no header field x-env +x-env=green")
                .containsPattern("cart +takes it +/cart/\\*");
        assertThat(gateway.asked).isEqualTo("GET /cart?q [Host=h]");
        GoldenJson.check(shell, "gateway-routes-test", "routes test GET http://h/cart");

        shell.run("routes", "test", "PUT", "h:8080", "--header", "x-env=a=b", "--header", "x-env=c");
        assertThat(gateway.asked).isEqualTo("PUT / [x-env=a=b, x-env=c, Host=h:8080]");
        shell.run("routes", "test", "GET", "http://h/", "--header", "host=other");
        assertThat(gateway.asked).isEqualTo("GET / [host=other]");
        assertThat(shell.run("routes", "test", "GET", "/none")).startsWith("no route: the gateway answers with 404");
    }

    @Test
    void targetsAreShownWithTheirState() {
        assertThat(shell.run("upstreams"))
                .containsPattern("- +http://own +up +1 +0 +0 +0 +0 +-")
                .containsPattern("old +http://target +ejected +1 +0 +0 +1 +1 +status 503")
                .containsPattern("old +http://target +up +3 +0 +0 +3 +0 +-");
        GoldenJson.check(shell, "gateway-upstreams", "upstreams");
    }

    @Test
    void whatIsMistypedIsExplained() {
        refused("knows test, not \"tst\"", "tst");
        refused("test takes a method and a URL", "test", "GET");
        refused("test takes a method and a URL", "test", "GET", "/", "/");
        refused("takes --header with test only", "--header", "a=b");
        refused("--header is NAME=VALUE, not \"a\"", "test", "GET", "/", "--header", "a");
        refused("the gateway would refuse it: a reason", "test", "GET", "/bad");
    }

    @Test
    void withoutAServerOrRoutesTheNextStepIsNamed() {
        gateway.empty = true;
        assertThat(shell.run("routes")).contains("conf/io.hookline.gateway.route-NAME.cfg");
        assertThat(shell.run("upstreams")).contains("conf/io.hookline.gateway.upstream-NAME.cfg");
        gateway.running = false;
        refused("the gateway does not run");
        assertThatThrownBy(() -> shell.run("upstreams")).hasMessageContaining("the gateway does not run");
    }

    private void refused(String message, String... words) {
        assertThatThrownBy(() -> shell.run("routes", words)).hasMessageContaining(message);
    }

    /** A gateway with two routes and a default one. */
    private static final class FakeGateway implements GatewayRoutes {

        boolean running = true;
        boolean empty;
        boolean closed;
        String asked = "";

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public List<RouteStatus> routes() {
            List<UpstreamShare> both = List.of(new UpstreamShare("old", 90), new UpstreamShare("new", 10));
            if (closed) {
                return List.of(new RouteStatus("shut", 0, "/shut", List.of(), "", 0));
            }
            return empty
                    ? List.of()
                    : List.of(
                            new RouteStatus("green", 5, "x-env=green", both, "cookie:id", 0),
                            CART,
                            new RouteStatus(
                                    "default",
                                    0,
                                    "everything else",
                                    List.of(new UpstreamShare("http://own", 1)),
                                    "",
                                    0));
        }

        @Override
        public List<RefusedConfiguration> refused() {
            return empty
                    ? List.of()
                    : List.of(
                            new RefusedConfiguration("route", "cart", "path cannot be '/cart*'", true),
                            new RefusedConfiguration("route", "lost", "there is no upstream 'shap'", false));
        }

        @Override
        public List<TargetStatus> targets() {
            return empty
                    ? List.of()
                    : List.of(
                            new TargetStatus("http://own", true, "http://own", "up", 1, 0, 0, 0, 0, ""),
                            new TargetStatus("new", false, "http://target", "up", 1, 0, 0, 0, 0, ""),
                            new TargetStatus("old", false, "http://target", "ejected", 1, 0, 0, 1, 1, "status 503"),
                            new TargetStatus("old", false, "http://target", "up", 3, 0, 0, 3, 0, "status 502, before"));
        }

        @Override
        public RouteTrial tryOut(String method, String target, List<Map.Entry<String, String>> headers) {
            asked = method + " " + target + " " + headers;
            if (target.equals("/bad")) {
                throw new IllegalArgumentException("a reason");
            }
            Step green = new Step("green", false, "no header field x-env", "x-env=green");
            return target.equals("/none")
                    ? new RouteTrial(method, "", target, null, null, List.of(green))
                    : new RouteTrial(
                            method,
                            "h",
                            "/cart",
                            new RouteStatus("cart", 0, "/cart/*", CART.upstreams(), "", 0),
                            "old",
                            List.of(green, new Step("cart", true, "takes it", "/cart/*")));
        }
    }
}
