package io.hookline.core.internal.component;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.OrderReason;
import io.hookline.api.runtime.PluginStatus;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.RuntimeStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Shows the engine to tools, with what only the framework knows: plugins, bundles that do not resolve, refused
 * bindings.
 */
@Component(service = HookRuntime.class)
public final class RuntimeView implements HookRuntime {

    private final Core core;
    private final BundleContext context;

    /** A view of the core's engine. */
    @Activate
    public RuntimeView(@Reference Core core, BundleContext context) {
        this.core = core;
        this.context = context;
    }

    @Override
    public long generation() {
        return core.engine().report().generation();
    }

    @Override
    public List<PointStatus> points() {
        return core.engine().report().points();
    }

    @Override
    public Optional<ChainStatus> chain(String point) {
        return core.engine().report().chain(point);
    }

    @Override
    public List<PluginStatus> plugins() {
        return new PluginTable(core.engine().report().chains(), context).rows();
    }

    @Override
    public List<RefusedHook> refused() {
        List<RefusedHook> refused = new ArrayList<>(core.engine().report().refused());
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
        return core.engine().report().why(one, other);
    }

    @Override
    public RuntimeStats stats() {
        return core.engine().report().stats();
    }
}
