package io.hookline.core.internal.component;

import io.hookline.api.runtime.ChainDTO;
import io.hookline.api.runtime.HookDTO;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.PluginDTO;
import io.hookline.api.runtime.PointDTO;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedDTO;
import io.hookline.api.runtime.RouteDTO;
import io.hookline.api.runtime.StatsDTO;
import io.hookline.api.runtime.WhyDTO;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.HookRecord;
import io.hookline.engine.internal.guard.GuardedHook;
import io.hookline.engine.internal.live.Drains;
import io.hookline.engine.Engine;
import io.hookline.engine.internal.live.LiveSet.Snapshot;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.order.HookOrder;
import io.hookline.core.internal.view.ChainView;
import io.hookline.core.internal.view.EdgeView;
import io.hookline.core.internal.view.HookView;
import io.hookline.core.internal.view.LatencyView;
import io.hookline.core.internal.view.PointView;
import io.hookline.core.internal.view.RefusedView;
import io.hookline.core.internal.view.RouteView;
import io.hookline.core.internal.view.StatsView;
import io.hookline.core.internal.view.WhyView;
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
    public List<PointDTO> points() {
        return core.live().snapshot().chains().values().stream()
                .map(this::pointOf)
                .toList();
    }

    @Override
    public Optional<ChainDTO> chain(String point) {
        Snapshot snapshot = core.live().snapshot();
        return Optional.ofNullable(snapshot.chains().get(point)).map(chain -> chainOf(chain, snapshot));
    }

    @Override
    public List<PluginDTO> plugins() {
        return new PluginTable(core.live().snapshot(), context).rows();
    }

    @Override
    public List<RefusedDTO> refused() {
        List<RefusedDTO> refused = new ArrayList<>();
        core.live().refused().forEach(hook -> {
            HookInfo info = hook.info();
            refused.add(new RefusedView(
                    info.name(),
                    info.plugin(),
                    info.version().toString(),
                    info.bundleId(),
                    hook.reason(),
                    hook.detail()));
        });
        core.bindings()
                .refused()
                .forEach(row -> refused.add(new RefusedView(
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
    public List<WhyDTO> why(String one, String other) {
        List<WhyDTO> answers = new ArrayList<>();
        for (Chain chain : core.live().snapshot().chains().values()) {
            for (ChainEntry a : chain.hooks()) {
                for (ChainEntry b : chain.hooks()) {
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
    public StatsDTO stats() {
        Snapshot snapshot = core.live().snapshot();
        Engine engine = core.engine();
        Drains.Account drains = engine.drains().account();
        return new StatsView(
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

    private ChainDTO chainOf(Chain chain, Snapshot snapshot) {
        return new ChainView(
                pointOf(chain),
                snapshot.generation(),
                chain.runtime().isCompiled(),
                chain.hooks().stream().map(hook -> hookOf(hook, chain)).toList(),
                chain.standby().stream().map(hook -> hookOf(hook, chain)).toList(),
                snapshot.parted().getOrDefault(chain.spec().name(), Map.of()).entrySet().stream()
                        .<RouteDTO>map(way -> new RouteView(
                                way.getKey(),
                                way.getValue().hooks().stream()
                                        .map(hook -> hookOf(hook, chain))
                                        .toList()))
                        .toList());
    }

    private PointDTO pointOf(Chain chain) {
        return new PointView(
                chain.spec().name(),
                chain.spec().contract().getName(),
                core.live().owners(chain.spec().name()),
                chain.spec().errorPolicy(),
                chain.hooks().size(),
                chain.spec().required(),
                chain.missing());
    }

    private static HookDTO hookOf(ChainEntry hook, Chain chain) {
        HookInfo info = hook.info();
        HookRecord record = hook.record();
        HookRecord.Latency latency = record.latency();
        return new HookView(
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
                new LatencyView(latency.samples(), latency.p50Nanos(), latency.p99Nanos(), latency.maxNanos()),
                record.guard() instanceof GuardedHook guard ? GuardsView.of(guard, chain.spec()) : null);
    }

    private static WhyDTO whyOf(Chain chain, HookOrder.Explanation explanation) {
        return new WhyView(
                chain.spec().name(),
                explanation.first().label(),
                explanation.second().label(),
                explanation.rule(),
                explanation.wishes().stream()
                        .<WhyDTO.EdgeDTO>map(wish -> new EdgeView(
                                wish.ahead().label(),
                                wish.behind().label(),
                                wish.declaredBy().label()))
                        .toList());
    }
}
