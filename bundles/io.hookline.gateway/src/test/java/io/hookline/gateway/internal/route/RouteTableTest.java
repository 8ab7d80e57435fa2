package io.hookline.gateway.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.RequestHead;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which route takes a request. */
final class RouteTableTest {

    private final List<Route> routes = new ArrayList<>();

    @Test
    void aPathIsExactOrAPrefixThatEndsWithASegment() {
        add("exact", Map.of("path", "/api"));
        add("below", Map.of("path", "/shop/*"));

        assertThat(find("GET", "/api")).isEqualTo("exact");
        assertThat(find("GET", "/api/")).isNull();
        assertThat(find("GET", "/shop")).isEqualTo("below");
        assertThat(find("GET", "/shop/")).isEqualTo("below");
        assertThat(find("GET", "/shop/cart/7")).isEqualTo("below");
        assertThat(find("GET", "/shops")).isNull();
        assertThat(find("GET", "/SHOP/cart")).isNull();
    }

    @Test
    void theSlashPrefixTakesAllPathsButNotTheAsterisk() {
        add("all", Map.of("path", "/*"));

        assertThat(find("GET", "/")).isEqualTo("all");
        assertThat(find("GET", "/a/b")).isEqualTo("all");
        assertThat(find("OPTIONS", "*")).isNull();
        add("any", Map.of());
        assertThat(find("OPTIONS", "*")).isEqualTo("any");
    }

    @Test
    void aHostIsExactOrAnythingBelowIt() {
        add("exact", Map.of("host", "api.example.org"));
        add("below", Map.of("host", "*.example.org"));
        add("deeper", Map.of("host", "*.shop.example.org"));

        assertThat(find("GET", "/", "Host", "api.example.org")).isEqualTo("exact");
        assertThat(find("GET", "/", "Host", "API.Example.org:8080")).isEqualTo("exact");
        assertThat(find("GET", "/", "Host", "api.example.org.")).isEqualTo("exact");
        assertThat(find("GET", "/", "Host", "www.example.org")).isEqualTo("below");
        assertThat(find("GET", "/", "Host", "a.b.example.org")).isEqualTo("below");
        assertThat(find("GET", "/", "Host", "a.shop.example.org")).isEqualTo("deeper");
        assertThat(find("GET", "/", "Host", "example.org")).isNull();
        assertThat(find("GET", "/", "Host", "badexample.org")).isNull();
        assertThat(find("GET", "/")).isNull();
    }

    @Test
    void addressesAreHostsToo() {
        add("v6", Map.of("host", "[::1]"));
        add("v4", Map.of("host", "127.0.0.1"));

        assertThat(find("GET", "/", "Host", "[::1]:8080")).isEqualTo("v6");
        assertThat(find("GET", "/", "Host", "127.0.0.1:8080")).isEqualTo("v4");
    }

    @Test
    void methodsAndFieldsMatchExactly() {
        add("write", Map.of("methods", new String[] {"POST", "PUT"}));
        add("green", Map.of("headers", new String[] {"x-env=green"}));
        add("both", Map.of("headers", new String[] {"x-env=green", "x-tier=gold"}));

        assertThat(find("PUT", "/")).isEqualTo("write");
        assertThat(find("GET", "/")).isNull();
        assertThat(find("GET", "/", "X-Env", "green")).isEqualTo("green");
        assertThat(find("GET", "/", "X-Env", "Green")).isNull();
        assertThat(find("GET", "/", "X-Env", "green", "X-Env", "blue")).isNull();
        assertThat(find("GET", "/", "X-Env", "green", "x-tier", "gold")).isEqualTo("both");
    }

    @Test
    void theMostSpecificRouteTakesTheRequest() {
        add("h-any", Map.of("path", "/a/b"));
        add("g-suffix", Map.of("host", "*.example.org", "path", "/*"));
        add("f-host", Map.of("host", "www.example.org"));
        add("e-short", Map.of("host", "www.example.org", "path", "/a/*"));
        add("d-long", Map.of("host", "www.example.org", "path", "/a/b/*"));
        add("c-exact", Map.of("host", "www.example.org", "path", "/a/b"));
        add("b-method", Map.of("host", "www.example.org", "path", "/a/b", "methods", new String[] {"GET"}));
        add("a-field", Map.of("host", "www.example.org", "path", "/a/b", "headers", new String[] {"x=1"}));
        add("z-first", Map.of("priority", 1, "headers", new String[] {"x=2"}));

        assertThat(table(null).routes())
                .extracting(Route::name)
                .containsExactly(
                        "z-first",
                        "a-field",
                        "b-method",
                        "c-exact",
                        "d-long",
                        "e-short",
                        "f-host",
                        "g-suffix",
                        "h-any");
        assertThat(find("GET", "/a/b", "Host", "www.example.org", "X", "1")).isEqualTo("a-field");
        assertThat(find("GET", "/a/b", "Host", "www.example.org", "X", "2")).isEqualTo("z-first");
        assertThat(find("GET", "/a/b", "Host", "www.example.org")).isEqualTo("b-method");
        assertThat(find("POST", "/a/b", "Host", "www.example.org")).isEqualTo("c-exact");
        assertThat(find("GET", "/a/b/c", "Host", "www.example.org")).isEqualTo("d-long");
        assertThat(find("GET", "/a/c", "Host", "www.example.org")).isEqualTo("e-short");
        assertThat(find("GET", "/b", "Host", "www.example.org")).isEqualTo("f-host");
        assertThat(find("GET", "/a/b", "Host", "x.example.org")).isEqualTo("g-suffix");
        assertThat(find("GET", "/a/b", "Host", "other")).isEqualTo("h-any");
    }

    @Test
    void equallySpecificRoutesAreTriedByName() {
        add("b", Map.of("headers", new String[] {"x=1"}));
        add("a", Map.of("headers", new String[] {"y=1"}));

        assertThat(find("GET", "/", "X", "1", "Y", "1")).isEqualTo("a");
    }

    @Test
    void theFallbackTakesTheRest() {
        add("api", Map.of("path", "/api/*"));
        Route fallback = route("fallback", Map.of());

        assertThat(table(fallback).find("GET", "/x", new Fields())).isSameAs(fallback);
        assertThat(new RouteTable(List.of(), null).find("GET", "/x", new Fields()))
                .isNull();
    }

    @Test
    void eachRouteBeforeTheOneThatTakesARequestSaysWhyItDoesNot() {
        add("host", Map.of("host", "a"));
        add("path", Map.of("path", "/p"));
        add("method", Map.of("methods", new String[] {"PUT"}));
        add("field", Map.of("headers", new String[] {"x=1"}));
        Route fallback = route("fallback", Map.of());

        assertThat(said(table(fallback).explain("GET", "/", Routes.fields("Host", "b"))))
                .containsExactly(
                        "host: another host",
                        "path: another path",
                        "field: no header field x",
                        "method: another method",
                        "fallback: null");
        assertThat(said(table(null).explain("GET", "/", Routes.fields("Host", "b", "X", "2"))))
                .contains("field: another value of x")
                .hasSize(4);
        assertThat(said(table(null).explain("GET", "/", Routes.fields("X", "1", "X", "1"))))
                .contains("field: several header fields x");
        assertThat(said(table(null).explain("GET", "/p", Routes.fields("Host", "a"))))
                .containsExactly("host: null");
    }

    @Test
    void aPrefixCanBeStripped() throws Exception {
        Route route = route("r", Map.of("path", "/api/*", "stripPrefix", true));
        Route root = route("root", Map.of("path", "/*", "stripPrefix", true));

        assertThat(line(route, "/api/users?q=1")).isEqualTo("/base/users?q=1");
        assertThat(line(route, "/api/")).isEqualTo("/base/");
        assertThat(line(route, "/api")).isEqualTo("/base/");
        assertThat(line(route, "/api//users")).isEqualTo("/base/users");
        assertThat(line(root, "/users")).isEqualTo("/base/users");
    }

    @Test
    void aLookUpAllocatesNothing() {
        for (int i = 0; i < 50; i++) {
            add("host-" + i, Map.of("host", "host-" + i, "path", "/a/*"));
            add("path-" + i, Map.of("path", "/path-" + i + "/*", "methods", new String[] {"GET"}));
            add("field-" + i, Map.of("headers", new String[] {"x-env=" + i}));
        }
        RouteTable table = table(null);
        Fields fields = Routes.fields("Host", "host-7", "X-Env", "49");
        assertThat(table.find("GET", "/b", fields)).extracting(Route::name).isEqualTo("field-49");

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        int found = 0;
        long allocated = Long.MAX_VALUE;
        // The first rounds may run in the interpreter, and compile.
        for (int round = 0; round < 20 && allocated >= 1_000; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 1_000; i++) {
                found += table.find("GET", "/b", fields) == null ? 0 : 1;
            }
            allocated = threads.getThreadAllocatedBytes(thread) - before;
        }
        assertThat(found).isPositive();
        assertThat(allocated).as("bytes for 1000 look-ups").isLessThan(1_000);
    }

    private static String line(Route route, String target) {
        return route.line(RequestHead.sample("GET", target).target(), "/base");
    }

    private static List<String> said(List<RouteTable.Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.route().name() + ": " + verdict.mismatch())
                .toList();
    }

    private @Nullable String find(String method, String path, String... fields) {
        Route found = table(null).find(method, path, Routes.fields(fields));
        return found == null ? null : found.name();
    }

    private RouteTable table(@Nullable Route fallback) {
        return new RouteTable(routes, fallback);
    }

    private void add(String name, Map<String, ?> options) {
        routes.add(route(name, options));
    }

    /** A route without upstreams, which are not looked at here. */
    private static Route route(String name, Map<String, ?> options) {
        return new Route(Routes.settings(name, options), List.of(), new LongAdder(), null);
    }
}
