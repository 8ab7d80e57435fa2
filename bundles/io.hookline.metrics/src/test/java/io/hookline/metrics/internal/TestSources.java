package io.hookline.metrics.internal;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.Blocking;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookGuards;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.RouteStatus;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.api.trace.SpanCounts;
import io.hookline.audit.status.AuditPipeline;
import io.hookline.audit.status.OutputState;
import io.hookline.audit.status.OutputStatus;
import io.hookline.audit.status.SpoolStatus;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import io.hookline.deploy.artifact.PluginMetric;
import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.gateway.status.GatewayTraffic;
import io.hookline.gateway.status.TargetStatus;
import io.hookline.gateway.status.TrafficStatus;
import io.hookline.gateway.strangler.StranglerStatus;
import io.hookline.gateway.strangler.Stranglers;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Parts of a runtime that say something for each metric, and parts that are not there. */
final class TestSources {

    private static final String POINT = "http.pre-request";
    private static final String MODULE = "policy.tenant";
    private static final String PLUGIN = "org.example.auth";

    private TestSources() {}

    static List<MetricSource> none() {
        return List.of(
                new EngineMetrics(() -> null),
                new GuardMetrics(() -> null),
                new ReleaseMetrics(() -> null),
                new GatewayMetrics(() -> null, () -> null, () -> null),
                new AuditMetrics(() -> null),
                new TraceMetrics(() -> null),
                new ModuleMetrics(() -> null));
    }

    static List<MetricSource> all() {
        EventCounts events = new EventCounts();
        events.onEvent(new RuntimeEvent.ReleaseStateChanged(
                Instant.EPOCH, Cause.ofRuntime("test"), PLUGIN, "1.0.0", "", "RUNNING"));
        HookRuntime runtime = answering(
                HookRuntime.class,
                Map.of(
                        "stats",
                        stats(),
                        "refused",
                        List.of(new RefusedHook("auth", PLUGIN, "1.0.0", 1, RefusalReason.ORDER_CYCLE, "a cycle"))));
        HookGuards guards = answering(HookGuards.class, Map.of("guards", List.of(guard())));
        Deployer deployer = answering(
                Deployer.class,
                Map.of(
                        "status",
                        List.of(new ReleaseStatus(
                                PLUGIN, "1.0.0", ReleaseState.RUNNING, null, null, 0, 7, 1, 1_000, "")),
                        "unloads",
                        List.of(new UnloadStatus(
                                PLUGIN + "@0.9.0", Instant.EPOCH, UnloadStatus.State.HELD, List.of(), List.of())),
                        "canaries",
                        List.of(canary())));
        GatewayTraffic traffic = TestSources::traffic;
        GatewayRoutes routes = answering(
                GatewayRoutes.class,
                Map.of(
                        "routes",
                        List.of(new io.hookline.gateway.status.RouteStatus(
                                "default", 0, "everything else", List.of(), "", 4)),
                        "refused",
                        List.of(),
                        "targets",
                        List.of(new TargetStatus("backend", false, "http://127.0.0.1:1", "up", 1, 2, 1, 4, 1, ""))));
        Stranglers stranglers = answering(Stranglers.class, Map.of("all", List.of(migration())));
        AuditPipeline audit = answering(AuditPipeline.class, Map.of("spool", spool(), "outputs", List.of(output())));
        SpanCounts spans = answering(SpanCounts.class, Map.of("delivered", 4L, "failed", 1L, "dropped", 2L));
        return List.of(
                families -> families.gauge("hookline_build_info", "1, with the version", "version")
                        .add(1, "0.1.0"),
                new EngineMetrics(() -> runtime),
                new GuardMetrics(() -> guards),
                new ReleaseMetrics(() -> deployer),
                new GatewayMetrics(() -> traffic, () -> routes, () -> stranglers),
                new AuditMetrics(() -> audit),
                new TraceMetrics(() -> spans),
                new ModuleMetrics(() -> TestSources::modules),
                events);
    }

    private static List<PluginMetric> modules() {
        return List.of(
                new PluginMetric(MODULE, "requests", PluginMetric.Kind.COUNTER, 0x1p64, 0),
                new PluginMetric(MODULE, "open", PluginMetric.Kind.GAUGE, 3, 0),
                new PluginMetric(MODULE, "size\n\"}", PluginMetric.Kind.HISTOGRAM, 70, 2));
    }

    /** A service whose getters answer from a map. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                TestSources.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method + " costs more than metrics may");
                    }
                    return answer;
                }));
    }

    private static RuntimeStats stats() {
        HookStatus stable = hook("1.0.0", 1, 7);
        HookStatus candidate = hook("1.1.0", 2, 3);
        ChainStatus chain = new ChainStatus(
                new PointStatus(POINT, "Contract", List.of("host"), ErrorPolicy.ABORT, 1, List.of("a"), List.of("a")),
                3,
                true,
                false,
                List.of(stable),
                List.of(),
                List.of(new RouteStatus("canary", List.of(candidate)), new RouteStatus("rest", List.of(stable))));
        return new RuntimeStats(3, 1, "slots", 2, 4, 1, 1_500, List.of(), List.of(chain));
    }

    private static HookStatus hook(String version, long service, long calls) {
        return new HookStatus(
                "auth",
                PLUGIN,
                version,
                1,
                service,
                0,
                List.of(),
                List.of(),
                calls,
                1,
                null,
                1,
                new HookStatus.Latency(5, 1_000, 2_000, 3_000),
                null);
    }

    private static GuardStatus guard() {
        return new GuardStatus(
                "auth",
                PLUGIN,
                "1.0.0",
                POINT,
                ErrorPolicy.ABORT,
                "inline",
                "",
                Blocking.MAY_BLOCK,
                BreakerState.OPEN,
                "it fails",
                100,
                5,
                1,
                50,
                1.5);
    }

    private static CanaryStatus canary() {
        return new CanaryStatus(
                PLUGIN,
                "1.1.0",
                "1.0.0",
                Instant.EPOCH,
                CanaryState.RUNNING,
                5,
                List.of(5),
                1,
                "5 %",
                3,
                0,
                7,
                1,
                2,
                1,
                List.of(),
                "undecided");
    }

    private static TrafficStatus traffic() {
        TrafficStatus.Example example = new TrafficStatus.Example(
                "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", 20_000_000, Instant.EPOCH);
        TrafficStatus.Latency latency = new TrafficStatus.Latency(
                2,
                60_000_000,
                List.of(
                        new TrafficStatus.Bucket(5_000_000, 2, null),
                        new TrafficStatus.Bucket(25_000_000, 1, example),
                        new TrafficStatus.Bucket(Long.MAX_VALUE, 0, null)));
        return new TrafficStatus(1, Map.of(200, 3L), 3, 0, 0, 10, 20, List.of(latency));
    }

    private static StranglerStatus migration() {
        StranglerStatus.Side side = new StranglerStatus.Side(3, 1, 10, 20);
        return new StranglerStatus(
                "orders",
                "orders",
                "old",
                "new",
                5,
                "moving",
                false,
                List.of(5),
                "",
                side,
                side,
                new StranglerStatus.Shadow(side, 3, 0, 0, 2, 1, 0, 0),
                List.of());
    }

    private static SpoolStatus spool() {
        return new SpoolStatus(1, 10, 1, 0, 0, 9, 0, 5, 1_000, 1, 4, "spool", "");
    }

    private static OutputStatus output() {
        return new OutputStatus("file", OutputState.DELIVERING, 4, 5, Duration.ofSeconds(2), 4, 1, 1, 0, 20, "");
    }
}
