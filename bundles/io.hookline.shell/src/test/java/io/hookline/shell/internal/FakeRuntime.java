package io.hookline.shell.internal;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.ChainDTO;
import io.hookline.api.runtime.GuardDTO;
import io.hookline.api.runtime.GuardEventDTO;
import io.hookline.api.runtime.HookDTO;
import io.hookline.api.runtime.HookGuards;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.PluginDTO;
import io.hookline.api.runtime.PointDTO;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedDTO;
import io.hookline.api.runtime.RouteDTO;
import io.hookline.api.runtime.StatsDTO;
import io.hookline.api.runtime.StatsDTO.DrainTimeoutDTO;
import io.hookline.api.runtime.WhyDTO;
import io.hookline.api.runtime.WhyDTO.EdgeDTO;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A runtime with one point, three hooks and a standby, or with nothing at all. */
final class FakeRuntime implements HookRuntime {

    static final String POINT = "http.pre-request";

    private final boolean empty;

    private FakeRuntime(boolean empty) {
        this.empty = empty;
    }

    static FakeRuntime empty() {
        return new FakeRuntime(true);
    }

    static FakeRuntime busy() {
        return new FakeRuntime(false);
    }

    @Override
    public long generation() {
        return 7;
    }

    @Override
    public List<PointDTO> points() {
        return empty ? List.of() : List.of(point());
    }

    @Override
    public Optional<ChainDTO> chain(String point) {
        return empty || !point.equals(POINT) ? Optional.empty() : Optional.of(chain());
    }

    @Override
    public List<PluginDTO> plugins() {
        return empty
                ? List.of()
                : List.of(
                        new Plugin(
                                "acme.key",
                                "1.0.0",
                                21,
                                "ACTIVE",
                                List.of(POINT),
                                List.of(),
                                List.of(POINT),
                                "key",
                                "1.0.0",
                                List.of("auth", "sync"),
                                List.of(),
                                List.of("acme.rate 1.1.0"),
                                100),
                        new Plugin(
                                "acme.rate",
                                "1.1.0",
                                22,
                                "ACTIVE",
                                List.of(POINT),
                                List.of(),
                                List.of(),
                                "rate",
                                "1.2.0",
                                List.of("sync"),
                                List.of("key [1.0,2)", "store"),
                                List.of(),
                                50),
                        plain("acme.rate", 9, "ACTIVE", List.of(POINT), List.of()),
                        plain("acme.late", 30, "INSTALLED", List.of(), List.of(POINT)));
    }

    private static PluginDTO plain(String name, long bundle, String state, List<String> standby, List<String> asks) {
        return new Plugin(
                name, "1.0.0", bundle, state, List.of(), standby, asks, name, "1.0.0", List.of(), List.of(), List.of(),
                0);
    }

    @Override
    public List<RefusedDTO> refused() {
        return empty
                ? List.of()
                : List.of(new Refused(
                        "lost",
                        "acme.lost",
                        "1.0.0",
                        31,
                        RefusalReason.UNKNOWN_POINT,
                        "asks for http.before, there is http.pre-request"));
    }

    @Override
    public List<WhyDTO> why(String one, String other) {
        return empty || !one.startsWith("key")
                ? List.of()
                : List.of(
                        new Why(POINT, "key", "rate", "a wish was granted", List.of(new Edge("key", "rate", "rate"))));
    }

    @Override
    public StatsDTO stats() {
        return empty
                ? new Stats(1, 0, "fenced (a test)", 0, 0, 0, 0, List.of(), List.of())
                : new Stats(
                        7,
                        2,
                        "asymmetric (a test)",
                        3,
                        5,
                        1,
                        10_000,
                        List.of(new DrainTimeout("rate (acme.rate@0.9.0)", 6, 10_000, 1)),
                        List.of(chain()));
    }

    private static PointDTO point() {
        return new Point(
                POINT,
                "io.acme.PreRequestHook",
                List.of("io.acme.gateway"),
                ErrorPolicy.ABORT,
                3,
                List.of("acme.key", "acme.audit"),
                List.of("acme.audit"));
    }

    private static ChainDTO chain() {
        return new Chain(
                point(),
                7,
                true,
                List.of(
                        hook("key", "acme.key", 100, List.of(), 1234, null),
                        hook("rate", "acme.rate", 50, List.of("key"), 1200, "java.lang.Error: \u001B[2Jboom\n"),
                        hook("log", "acme.log", 0, List.of(), 9, null)),
                List.of(hook("rate", "acme.rate", 50, List.of("key"), 3, null)),
                List.of(
                        new Way(
                                "canary acme.rate 1.1.0 (20 %)\u001B[2J",
                                List.of(
                                        hook("key", "acme.key", 100, List.of(), 1234, null),
                                        hook("rate", "acme.rate", 50, List.of("key"), 46, "slow\n"))),
                        new Way("canary acme.log 2.0.0 (5 %)", List.of())));
    }

    private static HookDTO hook(
            String name, String plugin, int ranking, List<String> after, long calls, @Nullable String failure) {
        return new Hook(
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
                new Latency(calls > 1000 ? 40 : 0, 840, 12_400, 1_270_000),
                guard(name, plugin, failure));
    }

    private static GuardDTO guard(String name, String plugin, @Nullable String failure) {
        return new Guard(
                name,
                plugin,
                "1.0.0",
                POINT,
                failure == null ? ErrorPolicy.ABORT : ErrorPolicy.SKIP,
                "WATCHED",
                "10000 ms",
                failure == null ? "CLOSED" : "OPEN",
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
        public List<GuardDTO> guards() {
            return List.of(guard("key", "acme.key", null), guard("rate", "acme.rate", "\u001B[2Jboom"));
        }

        @Override
        public List<GuardEventDTO> events() {
            return List.of(new GuardEvent(Instant.EPOCH, "TRIPPED", "rate", "acme.rate", "1.0.0", POINT, "boom"));
        }

        @Override
        public int reset(String name) {
            return name.equals("rate") ? 1 : 0;
        }
    }

    private record GuardEvent(
            Instant at, String kind, String name, String plugin, String version, String point, String reason)
            implements GuardEventDTO {}

    private record Guard(
            String name,
            String plugin,
            String version,
            String point,
            ErrorPolicy errorPolicy,
            String isolation,
            String limits,
            String breaker,
            String reason,
            long probeInMillis,
            long refusedCalls,
            int hanging,
            double cpuPercent,
            double allocatedMegabytes)
            implements GuardDTO {}

    private record Point(
            String name,
            String contract,
            List<String> owners,
            ErrorPolicy errorPolicy,
            int hooks,
            List<String> required,
            List<String> missing)
            implements PointDTO {}

    private record Chain(
            PointDTO point,
            long generation,
            boolean compiled,
            List<HookDTO> hooks,
            List<HookDTO> standby,
            List<RouteDTO> routes)
            implements ChainDTO {}

    private record Way(String name, List<HookDTO> hooks) implements RouteDTO {}

    private record Hook(
            String name,
            String plugin,
            String version,
            long bundleId,
            long serviceId,
            int ranking,
            List<String> before,
            List<String> after,
            long calls,
            long failures,
            @Nullable String lastFailure,
            long inFlight,
            LatencyDTO latency,
            @Nullable GuardDTO guard)
            implements HookDTO {}

    private record Latency(long samples, long p50Nanos, long p99Nanos, long maxNanos) implements HookDTO.LatencyDTO {}

    private record Plugin(
            String name,
            String version,
            long bundleId,
            String state,
            List<String> active,
            List<String> standby,
            List<String> asks,
            String id,
            String pluginVersion,
            List<String> tags,
            List<String> dependsOn,
            List<String> dependants,
            int ranking)
            implements PluginDTO {}

    private record Refused(
            String name, String plugin, String version, long bundleId, RefusalReason reason, String detail)
            implements RefusedDTO {}

    private record Why(String point, String first, String second, String rule, List<EdgeDTO> edges) implements WhyDTO {}

    private record Edge(String ahead, String behind, String declaredBy) implements WhyDTO.EdgeDTO {}

    private record Stats(
            long generation,
            long callsInFlight,
            String leaseMode,
            long chainsCompiled,
            long drains,
            long drainsTimedOut,
            long longestDrainMillis,
            List<DrainTimeoutDTO> recentTimeouts,
            List<ChainDTO> chains)
            implements StatsDTO {}

    private record DrainTimeout(String removed, long generation, long waitedMillis, long leasesLeft)
            implements StatsDTO.DrainTimeoutDTO {}
}
