package io.hookline.gateway.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.config.ConfigurationChange;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.config.Setting;
import io.hookline.gateway.internal.route.RouteDefinitions;
import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.internal.route.Routes;
import io.hookline.gateway.internal.strangle.Migration;
import io.hookline.gateway.internal.strangle.WatchedCalls;
import io.hookline.gateway.strangler.StranglerException;
import io.hookline.gateway.strangler.StranglerStart;
import io.hookline.gateway.strangler.StranglerStatus;
import io.hookline.gateway.strangler.Stranglers;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route moves step by step; each step is a write of its configuration. */
final class StranglerControlTest {

    private final RouteDefinitions definitions = new RouteDefinitions();
    private final Map<String, Map<String, Object>> stored = new TreeMap<>();
    private final List<String> history = new ArrayList<>();
    private StranglerControl control;

    @BeforeEach
    void aRouteWithOneUpstream() {
        definitions.putUpstream(Routes.upstream("old", "http://127.0.0.1:1"));
        definitions.putUpstream(Routes.upstream("new", "http://127.0.0.1:2"));
        configure("io.hookline.gateway.route~cart", Map.of("path", "/cart/*", "upstream", "old"));
        control = new StranglerControl(source(), configurations(), System::nanoTime);
    }

    @AfterEach
    void stop() {
        control.stop();
    }

    @Test
    void aRouteMovesFromStartToFinish() {
        StranglerStatus begun = control.start(new StranglerStart("m", "cart", "new", "cookie:id"), "ada");
        assertThat(begun.state()).isEqualTo("shadow");
        assertThat(begun.from()).isEqualTo("old");
        assertThat(route()).containsEntry("upstreams", "old:100, new:0").containsEntry("stickyBy", "cookie:id");
        assertThat(route()).doesNotContainKey("upstream");

        assertThat(control.moveTo("m", 5, "ada").percent()).isEqualTo(5);
        assertThat(route()).containsEntry("upstreams", "old:95, new:5");
        assertThat(control.pause("m", true, "ada").paused()).isTrue();
        assertThatThrownBy(() -> control.finish("m", "ada"))
                .isInstanceOf(StranglerException.class)
                .hasMessageContaining("has 5 % of the requests");
        assertThat(control.moveTo("m", 100, "ada").state()).isEqualTo("moved");
        control.finish("m", "ada");
        assertThat(route()).containsEntry("upstream", "new").doesNotContainKey("upstreams");
        assertThat(control.all()).isEmpty();
        assertThat(history).allMatch(line -> line.endsWith("by ada"));
    }

    @Test
    void eachWriteCarriesTheReason() {
        Stranglers reasoned = control.because("ticket 7");
        reasoned.start(new StranglerStart("m", "cart", "new", ""), "ada");
        reasoned.moveTo("m", 100, "ada");
        reasoned.pause("m", true, "ada");
        reasoned.finish("m", "ada");
        assertThat(history).hasSize(6).allMatch(line -> line.endsWith("by ada because ticket 7"));
        assertThat(reasoned.all()).isEmpty();
    }

    @Test
    void otherUpstreamsOfTheRouteKeepTheirShares() {
        configure("io.hookline.gateway.route~cart", Map.of("upstreams", "old:80, gray:20"));
        definitions.putUpstream(Routes.upstream("gray", "http://127.0.0.1:3"));
        assertThatThrownBy(() -> control.start(new StranglerStart("m", "cart", "new", ""), "ada"))
                .hasMessageContaining("leads to several upstreams");
        configure("io.hookline.gateway.route~cart", Map.of("upstreams", "old:80, gray:20, new:0"));
        configure("io.hookline.gateway.strangler~cart", Map.of("from", "old", "to", "new"));

        control.moveTo("cart", 25, "ada");
        assertThat(route()).containsEntry("upstreams", "old:60, gray:20, new:20");
        control.moveTo("cart", 100, "ada");
        assertThat(route()).containsEntry("upstreams", "old:0, gray:20, new:80");
        control.finish("cart", "ada");
        assertThat(route()).containsEntry("upstreams", "gray:20, new:80");
    }

    @Test
    void whatCannotBeStartedIsExplained() {
        control.start(new StranglerStart("m", "cart", "new", ""), "ada");
        refused("there is a migration m already", "m", "cart");
        refused("the route cart moves already, by m", "n", "cart");
        refused("there is no route 'cat'", "n", "cat");
        assertThatThrownBy(() -> control.moveTo("x", 5, "ada")).hasMessageContaining("there is no migration 'x'");

        configure("io.hookline.gateway.strangler~lost", Map.of("from", "old", "to", "elsewhere", "route", "cart"));
        assertThat(control.all()).extracting(StranglerStatus::state).containsExactly("refused", "shadow");
        assertThatThrownBy(() -> control.moveTo("lost", 5, "ada")).hasMessageContaining("does not lead to 'elsewhere'");
    }

    @Test
    void aRouteThatDoesNotLeadToBothIsNamed() {
        configure("io.hookline.gateway.strangler~m", Map.of("from", "old", "to", "new", "route", "cart"));
        assertThat(control.all())
                .extracting(StranglerStatus::verdict)
                .containsExactly(
                        "the route cart does not lead to 'new': name it in upstreams of the route, with weight 0 if it gets no"
                                + " requests yet.");
        assertThat(definitions.plan().routes()).as("the route itself is good").hasSize(1);
    }

    @Test
    void lookingMovesNothingWithoutCalls() {
        control.start(new StranglerStart("m", "cart", "new", ""), "ada");
        control.look();
        assertThat(control.all().get(0).verdict()).isEqualTo("copies only");
        control.moveTo("m", 25, "ada");
        int before = history.size();
        control.look();
        assertThat(control.all().get(0).verdict()).startsWith("not decided: failure rate unknown");
        assertThat(history).hasSize(before);
    }

    @Test
    void aWorseNewSideGoesBackWithItsReasonInTheHistory() {
        control.start(new StranglerStart("m", "cart", "new", ""), "ada");
        control.moveTo("m", 50, "ada");
        control.look();
        Migration migration = definitions.plan().migrations().get("cart");
        for (int i = 0; i < 100; i++) {
            WatchedCalls.answered(migration, "old");
            WatchedCalls.failed(migration, "new");
        }
        control.look();

        assertThat(route()).containsEntry("upstreams", "old:75, new:25");
        assertThat(control.all().get(0).paused()).isTrue();
        assertThat(history.get(history.size() - 2))
                .contains("by strangler m: back from 50 % to 25 %, worse: failure rate 100 %");
        int before = history.size();
        control.look();
        assertThat(history).as("the step before is judged by its own calls").hasSize(before);
    }

    private void refused(String message, String name, String route) {
        assertThatThrownBy(() -> control.start(new StranglerStart(name, route, "new", ""), "ada"))
                .isInstanceOf(StranglerException.class)
                .hasMessageContaining(message);
    }

    private Map<String, Object> route() {
        return stored.get("io.hookline.gateway.route~cart");
    }

    /** Does what the store and the components do. */
    private void configure(String pid, Map<String, Object> options) {
        stored.put(pid, new HashMap<>(options));
        String name = pid.substring(pid.indexOf('~') + 1);
        Map<String, Object> typed = new HashMap<>(options);
        typed.computeIfPresent("upstreams", (key, value) -> value.toString().split(", "));
        typed.computeIfPresent("paused", (key, value) -> Boolean.valueOf(value.toString()));
        if (pid.startsWith("io.hookline.gateway.route")) {
            definitions.putRoute(Routes.route(name, typed));
        } else {
            definitions.putStrangler(Routes.strangler(name, typed));
        }
    }

    private RouteSource source() {
        return (RouteSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RouteSource.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "plan" -> definitions.plan();
                    case "problems" -> definitions.plan().problems();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Configurations configurations() {
        return configurations("");
    }

    private Configurations configurations(String reason) {
        return (Configurations) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Configurations.class}, (proxy, method, arguments) -> {
                    String pid = (String) arguments[0];
                    String because = reason.isEmpty() ? "" : " because " + reason;
                    switch (method.getName()) {
                        case "change" -> {
                            ConfigurationChange change = (ConfigurationChange) arguments[1];
                            Map<String, Object> after = new HashMap<>(stored.getOrDefault(pid, Map.of()));
                            after.putAll(change.set());
                            assertThat(after.keySet()).containsAll(change.unset());
                            after.keySet().removeAll(change.unset());
                            history.add(pid + " " + after + " by " + change.by() + because);
                            configure(pid, after);
                            return null;
                        }
                        case "delete" -> {
                            stored.remove(pid);
                            definitions.removeStrangler(pid.substring(pid.indexOf('~') + 1));
                            history.add(pid + " by " + arguments[2] + because);
                            return null;
                        }
                        case "because" -> {
                            return configurations((String) arguments[0]);
                        }
                        case "status" -> {
                            List<Setting> settings = stored.get(pid).entrySet().stream()
                                    .map(one -> new Setting(
                                            one.getKey(), one.getValue().toString(), null, "", "", false))
                                    .toList();
                            return new ConfigurationStatus(
                                    pid, null, 1, List.of(), List.of(), settings, List.of(), null);
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
