package io.hookline.core.internal.component;

import io.hookline.api.hook.HookProperties;
import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.PluginStatus;
import io.hookline.core.internal.registry.Filters;
import io.hookline.core.internal.registry.PluginInfo;
import io.hookline.core.internal.registry.Services;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** The table of plugins: what each declares, and the points of its hooks. */
final class PluginTable {

    private final List<ChainStatus> chains;
    private final BundleContext context;

    PluginTable(List<ChainStatus> chains, BundleContext context) {
        this.chains = chains;
        this.context = context;
    }

    /** A row for each plugin, by name and age. */
    List<PluginStatus> rows() {
        List<PluginStatus> rows = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            List<String> active = points(bundle, ChainStatus::hooks);
            List<String> standby = points(bundle, ChainStatus::standby);
            List<String> asks = asks(bundle);
            boolean hooks = !active.isEmpty() || !standby.isEmpty() || !asks.isEmpty();
            for (PluginInfo plugin : PluginInfo.of(bundle)) {
                if (hooks || plugin.stated() || !plugin.needs().isEmpty()) {
                    rows.add(row(plugin, active, standby, asks));
                }
            }
        }
        rows.sort(Comparator.comparing(PluginStatus::name).thenComparing(PluginStatus::bundleId));
        return List.copyOf(rows);
    }

    private static PluginStatus row(PluginInfo plugin, List<String> active, List<String> standby, List<String> asks) {
        Bundle bundle = plugin.bundle();
        return new PluginStatus(
                PluginInfo.nameOf(bundle),
                bundle.getVersion().toString(),
                bundle.getBundleId(),
                Services.state(bundle),
                active,
                standby,
                asks,
                plugin.id(),
                plugin.version().toString(),
                plugin.tags(),
                plugin.needs(),
                PluginInfo.dependants(bundle).stream().map(PluginInfo::labelOf).toList(),
                Services.highestRanking(bundle));
    }

    private List<String> points(Bundle bundle, Function<ChainStatus, List<HookStatus>> part) {
        return chains.stream()
                .filter(chain -> part.apply(chain).stream().anyMatch(hook -> hook.bundleId() == bundle.getBundleId()))
                .map(chain -> chain.point().name())
                .toList();
    }

    private static List<String> asks(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return List.of();
        }
        List<String> points = new ArrayList<>();
        for (BundleRequirement requirement : revision.getDeclaredRequirements(HookProperties.POINT_NAMESPACE)) {
            Filters.name(requirement).ifPresent(points::add);
        }
        return List.copyOf(points);
    }
}
