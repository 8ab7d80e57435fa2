package io.hookline.core.internal.component;

import io.hookline.api.hook.HookProperties;
import io.hookline.api.runtime.ChainDTO;
import io.hookline.api.runtime.HookDTO;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.PluginDTO;
import io.hookline.api.runtime.PointDTO;
import io.hookline.api.runtime.RefusedDTO;
import io.hookline.api.runtime.StatsDTO;
import io.hookline.api.runtime.WhyDTO;
import io.hookline.core.internal.chain.Chain;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.generation.Generation;
import io.hookline.core.internal.live.Drains;
import io.hookline.core.internal.order.HookInfo;
import io.hookline.core.internal.order.HookOrder;
import io.hookline.core.internal.view.ChainView;
import io.hookline.core.internal.view.EdgeView;
import io.hookline.core.internal.view.HookView;
import io.hookline.core.internal.view.PluginView;
import io.hookline.core.internal.view.PointView;
import io.hookline.core.internal.view.RefusedView;
import io.hookline.core.internal.view.StatsView;
import io.hookline.core.internal.view.WhyView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
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
        return sortedChains(core.live().current()).values().stream()
                .map(this::pointOf)
                .toList();
    }

    @Override
    public Optional<ChainDTO> chain(String point) {
        Generation generation = core.live().current();
        return Optional.ofNullable(generation.chain(point)).map(chain -> chainOf(chain, generation.number()));
    }

    @Override
    public List<PluginDTO> plugins() {
        Generation generation = core.live().current();
        List<PluginDTO> plugins = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            List<String> active = pointsOf(bundle, generation, Chain::hooks);
            List<String> standby = pointsOf(bundle, generation, Chain::standby);
            List<String> asks = asks(bundle);
            if (!active.isEmpty() || !standby.isEmpty() || !asks.isEmpty()) {
                plugins.add(new PluginView(
                        UnresolvedBundles.name(bundle),
                        bundle.getVersion().toString(),
                        bundle.getBundleId(),
                        state(bundle),
                        active,
                        standby,
                        asks));
            }
        }
        plugins.sort(Comparator.comparing(PluginDTO::name).thenComparing(PluginDTO::bundleId));
        return List.copyOf(plugins);
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
        refused.addAll(new UnresolvedBundles(context).find());
        return List.copyOf(refused);
    }

    @Override
    public List<WhyDTO> why(String one, String other) {
        List<WhyDTO> answers = new ArrayList<>();
        for (Chain chain : sortedChains(core.live().current()).values()) {
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
    public StatsDTO stats() {
        Generation generation = core.live().current();
        Drains.Account drains = core.drains().account();
        return new StatsView(
                generation.number(),
                core.leasesInFlight(),
                drains.count(),
                drains.timedOut(),
                drains.longestMillis(),
                drains.recentTimeouts(),
                sortedChains(generation).values().stream()
                        .map(chain -> chainOf(chain, generation.number()))
                        .toList());
    }

    private static Map<String, Chain> sortedChains(Generation generation) {
        return new TreeMap<>(generation.chains());
    }

    private ChainDTO chainOf(Chain chain, long generation) {
        return new ChainView(
                pointOf(chain),
                generation,
                chain.hooks().stream().map(RuntimeView::hookOf).toList(),
                chain.standby().stream().map(RuntimeView::hookOf).toList());
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

    private static HookDTO hookOf(ChainedHook hook) {
        HookInfo info = hook.info();
        return new HookView(
                info.name(),
                info.plugin(),
                info.version().toString(),
                info.bundleId(),
                info.serviceId(),
                info.ranking(),
                info.before(),
                info.after(),
                hook.record().calls(),
                hook.record().failures(),
                hook.record().lastFailure());
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

    private static List<String> pointsOf(
            Bundle bundle, Generation generation, Function<Chain, List<ChainedHook>> part) {
        return sortedChains(generation).values().stream()
                .filter(chain ->
                        part.apply(chain).stream().anyMatch(hook -> hook.info().bundleId() == bundle.getBundleId()))
                .map(chain -> chain.spec().name())
                .toList();
    }

    private static List<String> asks(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return List.of();
        }
        List<String> points = new ArrayList<>();
        for (BundleRequirement requirement : revision.getDeclaredRequirements(HookProperties.POINT_NAMESPACE)) {
            RequirementText.name(requirement).ifPresent(points::add);
        }
        return List.copyOf(points);
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> "UNINSTALLED";
            case Bundle.INSTALLED -> "INSTALLED";
            case Bundle.RESOLVED -> "RESOLVED";
            case Bundle.STARTING -> "STARTING";
            case Bundle.STOPPING -> "STOPPING";
            default -> "ACTIVE";
        };
    }
}
