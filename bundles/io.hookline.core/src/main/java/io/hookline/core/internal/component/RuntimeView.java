package io.hookline.core.internal.component;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.OrderReason;
import io.hookline.api.runtime.PluginStatus;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.RouteStatus;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.core.internal.chain.Chain;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.chain.HookRecord;
import io.hookline.core.internal.guard.GuardedHook;
import io.hookline.core.internal.live.Drains;
import io.hookline.core.internal.live.Engine;
import io.hookline.core.internal.live.LiveSet.Snapshot;
import io.hookline.core.internal.order.HookInfo;
import io.hookline.core.internal.order.HookOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the live set to tools. */
@Component(service = HookRuntime.class)
public final class RuntimeView implements HookRuntime {

    private final Core core;
    private final BundleContext context;

    /** A view of the core's live set. */
    @Activate
    public RuntimeView(@Reference Core core, BundleContext context) {
        this.core = core;
        this.context = context;
    }

    @Override
    public long generation() {
        return core.live().current().number();
    }

    @Override
    public List<PointStatus> points() {
        return core.live().snapshot().chains().values().stream()
                .map(this::pointOf)
                .toList();
    }

    @Override
    public Optional<ChainStatus> chain(String point) {
        Snapshot snapshot = core.live().snapshot();
        return Optional.ofNullable(snapshot.chains().get(point)).map(chain -> chainOf(chain, snapshot));
    }

    @Override
    public List<PluginStatus> plugins() {
        return new PluginTable(core.live().snapshot(), context).rows();
    }

    @Override
    public List<RefusedHook> refused() {
        List<RefusedHook> refused = new ArrayList<>(core.live().refused());
        core.bindings()
                .refused()
                .forEach(row -> refused.add(new RefusedHook(
                        row.hook(),
                        row.plugin(),
                        row.version(),
                        row.bundleId(),
                        RefusalReason.BAD_BINDING,
                        "binding " + row.row() + ": " + row.detail())));
        refused.addAll(new UnresolvedBundles(context).find());
        return List.copyOf(refused);
    }

    @Override
    public List<OrderReason> why(String one, String other) {
        List<OrderReason> answers = new ArrayList<>();
        for (Chain chain : core.live().snapshot().chains().values()) {
            for (ChainedHook a : chain.hooks()) {
                for (ChainedHook b : chain.hooks()) {
                    if (a.info().serviceId() != b.info().serviceId()
                            && a.info().answersTo(one)
                            && b.info().answersTo(other)) {
                        answers.add(whyOf(chain, chain.order().explain(a.info(), b.info())));
                    }
                }
            }
        }
        return List.copyOf(answers);
    }

    @Override
    public RuntimeStats stats() {
        Snapshot snapshot = core.live().snapshot();
        Engine engine = core.engine();
        Drains.Account drains = engine.drains().account();
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

    private ChainStatus chainOf(Chain chain, Snapshot snapshot) {
        return new ChainStatus(
                pointOf(chain),
                snapshot.generation(),
                chain.runtime().isCompiled(),
                chain.hooks().stream().map(hook -> hookOf(hook, chain)).toList(),
                chain.standby().stream().map(hook -> hookOf(hook, chain)).toList(),
                snapshot.parted().getOrDefault(chain.spec().name(), Map.of()).entrySet().stream()
                        .map(way -> new RouteStatus(
                                way.getKey(),
                                way.getValue().hooks().stream()
                                        .map(hook -> hookOf(hook, chain))
                                        .toList()))
                        .toList());
    }

    private PointStatus pointOf(Chain chain) {
        return new PointStatus(
                chain.spec().name(),
                chain.spec().contract().getName(),
                core.live().owners(chain.spec().name()),
                chain.spec().errorPolicy(),
                chain.hooks().size(),
                chain.spec().required(),
                chain.missing());
    }

    private static HookStatus hookOf(ChainedHook hook, Chain chain) {
        HookInfo info = hook.info();
        HookRecord record = hook.record();
        HookRecord.Latency latency = record.latency();
        return new HookStatus(
                info.name(),
                info.plugin(),
                info.version().toString(),
                info.bundleId(),
                info.serviceId(),
                info.ranking(),
                info.before(),
                info.after(),
                record.calls(),
                record.failures(),
                record.lastFailure(),
                record.inFlight(),
                new HookStatus.Latency(latency.samples(), latency.p50Nanos(), latency.p99Nanos(), latency.maxNanos()),
                record.guard() instanceof GuardedHook guard ? GuardsView.of(guard, chain.spec()) : null);
    }

    private static OrderReason whyOf(Chain chain, HookOrder.Explanation explanation) {
        return new OrderReason(
                chain.spec().name(),
                explanation.first().label(),
                explanation.second().label(),
                explanation.rule(),
                explanation.wishes().stream()
                        .map(wish -> new OrderReason.Edge(
                                wish.ahead().label(),
                                wish.behind().label(),
                                wish.declaredBy().label()))
                        .toList());
    }
}
