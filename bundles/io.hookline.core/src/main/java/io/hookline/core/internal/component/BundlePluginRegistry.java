package io.hookline.core.internal.component;

import io.hookline.api.registry.PluginRegistry;
import io.hookline.api.registry.PluginRoute;
import io.hookline.api.runtime.CandidateStatus;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.PluginStatus;
import io.hookline.core.internal.registry.Ranking;
import io.hookline.core.internal.registry.Routing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** One bundle's plugin registry; closes the routes that the bundle opened when the bundle releases the service. */
@Component(service = PluginRegistry.class, scope = ServiceScope.BUNDLE)
public final class BundlePluginRegistry implements PluginRegistry {

    private final Core core;
    private final HookRuntime runtime;
    private final String owner;
    private final Set<PluginRoute<?>> opened = new HashSet<>();
    private boolean closed;

    /** For the bundle that asks for the service. */
    @Activate
    public BundlePluginRegistry(@Reference Core core, @Reference HookRuntime runtime, ComponentContext context) {
        this.core = core;
        this.runtime = runtime;
        this.owner = context.getUsingBundle().getSymbolicName();
    }

    @Override
    public List<PluginStatus> plugins(String... tags) {
        List<String> wanted = Routing.checked(List.of(tags));
        return runtime.plugins().stream()
                .filter(plugin -> plugin.tags().containsAll(wanted))
                .toList();
    }

    @Override
    public Optional<PluginStatus> route(String... tags) {
        Optional<CandidateStatus> best =
                candidates(null, tags).stream().filter(CandidateStatus::chosen).findFirst();
        return best.flatMap(chosen -> runtime.plugins().stream()
                .filter(plugin ->
                        plugin.bundleId() == chosen.bundleId() && plugin.id().equals(chosen.id()))
                .findFirst());
    }

    @Override
    public <T> PluginRoute<T> route(Class<T> type, String... tags) {
        AtomicReference<@Nullable PluginRoute<T>> self = new AtomicReference<>();
        PluginRoute<T> route = core.routing().open(type, List.of(tags), () -> forget(self.get()));
        self.set(route);
        boolean late;
        synchronized (opened) {
            late = closed;
            if (!late) {
                opened.add(route);
            }
        }
        if (late) {
            route.close();
            throw new IllegalStateException(owner + " has released the plugin registry already");
        }
        return route;
    }

    @Override
    public List<CandidateStatus> candidates(@Nullable String type, String... tags) {
        return new Ranking(core.routing(), type, Routing.checked(List.of(tags))).now();
    }

    @Deactivate
    void deactivate() {
        List<PluginRoute<?>> left;
        synchronized (opened) {
            closed = true;
            left = List.copyOf(opened);
        }
        left.forEach(PluginRoute::close);
    }

    private void forget(@Nullable PluginRoute<?> route) {
        synchronized (opened) {
            opened.remove(route);
        }
    }
}
