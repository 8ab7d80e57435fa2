package io.hookline.shell.internal.core;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.Blocking;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookGuards;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.OrderReason;
import io.hookline.api.runtime.PluginState;
import io.hookline.api.runtime.PluginStatus;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.RouteStatus;
import io.hookline.api.runtime.RuntimeStats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A runtime with one point, three hooks and a standby, or with nothing at all. */
public final class FakeRuntime implements HookRuntime {

    static final String POINT = "http.pre-request";

    private final boolean empty;

    private FakeRuntime(boolean empty) {
        this.empty = empty;
    }

    static FakeRuntime empty() {
        return new FakeRuntime(true);
    }

    /** With a point. */
    public static FakeRuntime busy() {
        return new FakeRuntime(false);
    }

    @Override
    public long generation() {
        return 7;
    }

    @Override
    public List<PointStatus> points() {
        return empty ? List.of() : List.of(point());
    }

    @Override
    public Optional<ChainStatus> chain(String point) {
        return empty || !point.equals(POINT) ? Optional.empty() : Optional.of(chain());
    }

    @Override
    public List<PluginStatus> plugins() {
        return empty
                ? List.of()
                : List.of(
                        new PluginStatus(
                                "acme.key",
                                "1.0.0",
                                21,
                                PluginState.ACTIVE,
                                List.of(POINT),
                                List.of(),
                                List.of(POINT),
                                "key",
                                "1.0.0",
                                List.of("auth", "sync"),
                                List.of(),
                                List.of("acme.rate 1.1.0"),
                                100),
                        new PluginStatus(
                                "acme.rate",
                                "1.1.0",
                                22,
                                PluginState.ACTIVE,
                                List.of(POINT),
                                List.of(),
                                List.of(),
                                "rate",
                                "1.2.0",
                                List.of("sync"),
                                List.of("key [1.0,2)", "store"),
                                List.of(),
                                50),
                        plain("acme.rate", 9, PluginState.ACTIVE, List.of(POINT), List.of()),
                        plain("acme.late", 30, PluginState.INSTALLED, List.of(), List.of(POINT)));
    }

    private static PluginStatus plain(
            String name, long bundle, PluginState state, List<String> standby, List<String> asks) {
        return new PluginStatus(
                name, "1.0.0", bundle, state, List.of(), standby, asks, name, "1.0.0", List.of(), List.of(), List.of(),
                0);
    }

    @Override
    public List<RefusedHook> refused() {
        return empty
                ? List.of()
                : List.of(new RefusedHook(
                        "lost",
                        "acme.lost",
                        "1.0.0",
                        31,
                        RefusalReason.UNKNOWN_POINT,
                        "asks for http.before, there is http.pre-request"));
    }

    @Override
    public List<OrderReason> why(String one, String other) {
        return empty || !one.startsWith("key")
                ? List.of()
                : List.of(new OrderReason(
                        POINT,
                        "key",
                        "rate",
                        "a constraint was applied",
                        List.of(new OrderReason.Edge("key", "rate", "rate"))));
    }

    @Override
    public RuntimeStats stats() {
        return empty
                ? new RuntimeStats(1, 0, "fenced (a test)", 0, 0, 0, 0, List.of(), List.of())
                : new RuntimeStats(
                        7,
                        2,
                        "asymmetric (a test)",
                        3,
                        5,
                        1,
                        10_000,
                        List.of(new RuntimeStats.DrainTimeout("rate (acme.rate@0.9.0)", 6, 10_000, 1)),
                        List.of(chain()));
    }

    private static PointStatus point() {
        return new PointStatus(
                POINT,
                "io.acme.PreRequestHook",
                List.of("io.acme.gateway"),
                ErrorPolicy.ABORT,
                3,
                List.of("acme.key", "acme.audit"),
                List.of("acme.audit"));
    }

    private static ChainStatus chain() {
        return new ChainStatus(
                point(),
                7,
                true,
                false,
                List.of(
                        hook("key", "acme.key", 100, List.of(), 1234, null),
                        hook("rate", "acme.rate", 50, List.of("key"), 1200, "java.lang.Error: \u001B[2Jboom\n"),
                        hook("log", "acme.log", 0, List.of(), 9, null)),
                List.of(hook("rate", "acme.rate", 50, List.of("key"), 3, null)),
                List.of(
                        new RouteStatus(
                                "canary acme.rate 1.1.0 (20 %)\u001B[2J",
                                List.of(
                                        hook("key", "acme.key", 100, List.of(), 1234, null),
                                        hook("rate", "acme.rate", 50, List.of("key"), 46, "slow\n"))),
                        new RouteStatus("canary acme.log 2.0.0 (5 %)", List.of())));
    }

    private static HookStatus hook(
            String name, String plugin, int ranking, List<String> after, long calls, @Nullable String failure) {
        return new HookStatus(
                name,
                plugin,
                "1.0.0",
                21,
                calls,
                ranking,
                List.of(),
                after,
                calls,
                failure == null ? 0 : 1,
                failure,
                2,
                new HookStatus.Latency(calls > 1000 ? 40 : 0, 840, 12_400, 1_270_000),
                guard(name, plugin, failure));
    }

    private static GuardStatus guard(String name, String plugin, @Nullable String failure) {
        return new GuardStatus(
                name,
                plugin,
                "1.0.0",
                POINT,
                failure == null ? ErrorPolicy.ABORT : ErrorPolicy.SKIP,
                "WATCHED",
                "10000 ms",
                name.equals("key") ? Blocking.NON_BLOCKING : Blocking.MAY_BLOCK,
                failure == null ? BreakerState.CLOSED : BreakerState.OPEN,
                failure == null ? "" : failure,
                failure == null ? 0 : 1_200,
                failure == null ? 0 : 17,
                0,
                1.25,
                0.5);
    }

    /** The guards of its hooks. */
    static HookGuards guards() {
        return new Guards();
    }

    private record Guards() implements HookGuards {

        @Override
        public List<GuardStatus> guards() {
            return List.of(guard("key", "acme.key", null), guard("rate", "acme.rate", "\u001B[2Jboom"));
        }

        @Override
        public List<GuardEvent> events() {
            return List.of(new GuardEvent(
                    Instant.EPOCH, GuardEvent.Kind.TRIPPED, "rate", "acme.rate", "1.0.0", POINT, "boom"));
        }

        @Override
        public List<String> unmatchedRules() {
            return List.of("The rule io.hookline.guard~a guards nothing.");
        }

        @Override
        public int reset(String name) {
            return name.equals("rate") ? 1 : 0;
        }
    }
}
