package io.hookline.engine;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.OrderReason;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.RouteStatus;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.HookRecord;
import io.hookline.engine.internal.guard.GuardedHook;
import io.hookline.engine.internal.live.Drains;
import io.hookline.engine.internal.live.EngineAssembly;
import io.hookline.engine.internal.live.LiveSet.Snapshot;
import io.hookline.engine.internal.order.HookOrder;
import io.hookline.engine.runner.RunnerReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The current state of an engine. Every answer is a snapshot; nothing here waits for calls or delays them. Safe for use
 * by many threads.
 */
public final class EngineReport {

    private final EngineAssembly engine;

    EngineReport(EngineAssembly engine) {
        this.engine = engine;
    }

    /** The number of the generation that new calls see. */
    public long generation() {
        return engine.live().current().number();
    }

    /** The open points by name. */
    public List<PointStatus> points() {
        return engine.live().snapshot().chains().values().stream()
                .map(this::pointOf)
                .toList();
    }

    /** The chain of a point; empty if no point of that name is open. */
    public Optional<ChainStatus> chain(String point) {
        Snapshot snapshot = engine.live().snapshot();
        return Optional.ofNullable(snapshot.chains().get(point)).map(chain -> chainOf(chain, snapshot));
    }

    /** The chains of all open points by name, of one moment. */
    public List<ChainStatus> chains() {
        Snapshot snapshot = engine.live().snapshot();
        return snapshot.chains().values().stream()
                .map(chain -> chainOf(chain, snapshot))
                .toList();
    }

    /** The hooks that are refused, each with its reason. Hooks on standby are not among them. */
    public List<RefusedHook> refused() {
        return engine.live().refused();
    }

    /**
     * Why one hook runs ahead of the other: one answer for each point that has both.
     *
     * @param one name of a plugin or hook
     * @param other likewise
     */
    public List<OrderReason> why(String one, String other) {
        List<OrderReason> answers = new ArrayList<>();
        for (Chain chain : engine.live().snapshot().chains().values()) {
            for (ChainEntry a : chain.hooks()) {
                for (ChainEntry b : chain.hooks()) {
                    if (a.info().id() != b.info().id()
                            && a.info().answersTo(one)
                            && b.info().answersTo(other)) {
                        answers.add(whyOf(chain, chain.order().explain(a.info(), b.info())));
                    }
                }
            }
        }
        return List.copyOf(answers);
    }

    /** Counts since the engine was created. */
    public RuntimeStats stats() {
        Snapshot snapshot = engine.live().snapshot();
        Drains.Metrics drains = engine.drains().metrics();
        return new RuntimeStats(
                snapshot.generation(),
                engine.leases().generations().leases(),
                engine.leaseMode(),
                engine.chainsCompiled(),
                drains.count(),
                drains.timedOut(),
                drains.longestMillis(),
                drains.recentTimeouts(),
                snapshot.chains().values().stream()
                        .map(chain -> chainOf(chain, snapshot))
                        .toList());
    }

    /** The guards, by point and hook. */
    public List<GuardStatus> guards() {
        Map<String, Chain> chains = engine.live().snapshot().chains();
        List<GuardStatus> guards = new ArrayList<>();
        for (GuardedHook guard : engine.guards().guarded()) {
            Chain chain = chains.get(guard.info().point());
            if (chain != null) {
                guards.add(guardOf(guard, chain.spec()));
            }
        }
        return List.copyOf(guards);
    }

    /** The latest actions of guards, oldest first; at most a hundred. */
    public List<GuardEvent> guardEvents() {
        return engine.guards().events();
    }

    /** The runners, including those that wait for a name. */
    public List<RunnerReport> runners() {
        List<GuardedHook> hooks = engine.guards().guarded();
        return engine.guards().runners().all().entrySet().stream()
                .map(runner -> new RunnerReport(
                        runner.getKey().name(), runner.getKey().getClass().getName(), runner.getValue(), (int)
                                hooks.stream()
                                        .filter(hook -> hook.isRunBy(runner.getKey()))
                                        .count()))
                .toList();
    }

    private ChainStatus chainOf(Chain chain, Snapshot snapshot) {
        return new ChainStatus(
                pointOf(chain),
                snapshot.generation(),
                chain.linked().isCompiled(),
                chain.nonBlocking(),
                chain.hooks().stream().map(hook -> hookOf(hook, chain)).toList(),
                chain.standby().stream().map(hook -> hookOf(hook, chain)).toList(),
                snapshot.routed().getOrDefault(chain.spec().name(), Map.of()).entrySet().stream()
                        .map(route -> new RouteStatus(
                                route.getKey(),
                                route.getValue().hooks().stream()
                                        .map(hook -> hookOf(hook, chain))
                                        .toList()))
                        .toList());
    }

    private PointStatus pointOf(Chain chain) {
        return new PointStatus(
                chain.spec().name(),
                chain.spec().contract().getName(),
                engine.live().owners(chain.spec().name()),
                chain.spec().errorPolicy(),
                chain.hooks().size(),
                chain.spec().required(),
                chain.missing());
    }

    private static HookStatus hookOf(ChainEntry hook, Chain chain) {
        HookInfo info = hook.info();
        HookRecord record = hook.record();
        HookRecord.Latency latency = record.latency();
        // Ahead of the calls, which are then no fewer.
        long failures = record.failures();
        return new HookStatus(
                info.name(),
                info.plugin(),
                info.version().toString(),
                info.release().instance(),
                info.id(),
                info.ranking(),
                info.before(),
                info.after(),
                record.calls(),
                failures,
                record.lastFailure(),
                record.inFlight(),
                new HookStatus.Latency(latency.samples(), latency.p50Nanos(), latency.p99Nanos(), latency.maxNanos()),
                record.guard() instanceof GuardedHook guard ? guardOf(guard, chain.spec()) : null);
    }

    private static OrderReason whyOf(Chain chain, HookOrder.Explanation explanation) {
        return new OrderReason(
                chain.spec().name(),
                explanation.first().label(),
                explanation.second().label(),
                explanation.rule(),
                explanation.constraints().stream()
                        .map(constraint -> new OrderReason.Edge(
                                constraint.ahead().label(),
                                constraint.behind().label(),
                                constraint.declaredBy().label()))
                        .toList());
    }

    /** A hook's guard as it is at a point. */
    private static GuardStatus guardOf(GuardedHook guard, PointSpec<?> spec) {
        HookInfo info = guard.info();
        boolean required = spec.required().stream().anyMatch(info::answersTo);
        return new GuardStatus(
                info.name(),
                info.plugin(),
                info.version().toString(),
                info.point(),
                required ? ErrorPolicy.ABORT : guard.errorPolicy(spec),
                guard.runner().toUpperCase(Locale.ROOT),
                limits(guard),
                guard.blocking(),
                guard.state(),
                guard.reason(),
                Duration.ofNanos(guard.untilProbeNanos()).toMillis(),
                guard.refusedCalls(),
                guard.hanging(),
                guard.usage().cpuPercent(),
                guard.usage().megabytesPerSecond());
    }

    private static String limits(GuardedHook guard) {
        GuardSettings settings = guard.settings();
        List<String> limits = new ArrayList<>();
        if (!guard.limits().isEmpty()) {
            limits.add(guard.limits());
        }
        if (settings.cpuPercent() > 0) {
            limits.add(settings.cpuPercent() + " % of a core");
        }
        if (settings.allocatedMegabytes() > 0) {
            limits.add(settings.allocatedMegabytes() + " MB/s");
        }
        return limits.isEmpty() ? "none" : String.join(", ", limits);
    }
}
