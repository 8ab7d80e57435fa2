package io.hookline.deploy.internal.reach;

import io.hookline.api.hook.HookProperties;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Watches for plugins that register a reserved service in their code. From the moment of its registration no bundle
 * sees the service; the framework alone would, and therefore the plugin is stopped. Safe for use by many threads.
 */
final class ServiceGuard implements AllServiceListener, FindHook, EventListenerHook {

    private final FrameworkBundles bundles;
    private final FrameworkAccess access;
    private final BiConsumer<Bundle, String> offender;
    /** Bundles that a change starts; what they do is a reason to refuse the change. */
    private final Map<Bundle, String> watched = new ConcurrentHashMap<>();

    /**
     * Watches nothing yet.
     *
     * @param offender is told of plugins that run and register a reserved service, with what they do. Called by the
     *     thread that registers the service
     */
    ServiceGuard(FrameworkBundles bundles, FrameworkAccess access, BiConsumer<Bundle, String> offender) {
        this.bundles = bundles;
        this.access = access;
        this.offender = offender;
    }

    /** Collects what some bundles do from now on, instead of stopping them. */
    void watch(Collection<Bundle> starting) {
        starting.forEach(bundle -> watched.put(bundle, ""));
    }

    /** What a bundle that is being watched has done; empty if nothing. */
    Optional<String> found(Bundle bundle) {
        return Optional.of(watched.getOrDefault(bundle, "")).filter(reach -> !reach.isEmpty());
    }

    /** From now on the bundles are stopped if they register such a service. */
    void unwatch(Collection<Bundle> started) {
        started.forEach(watched::remove);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() != ServiceEvent.REGISTERED && event.getType() != ServiceEvent.MODIFIED) {
            return;
        }
        ServiceReference<?> reference = event.getServiceReference();
        Bundle bundle = reference.getBundle();
        Optional<String> reach = reach(reference);
        if (bundle == null || reach.isEmpty()) {
            return;
        }
        if (watched.computeIfPresent(bundle, (key, before) -> before.isEmpty() ? reach.get() : before) == null) {
            offender.accept(bundle, reach.get());
        }
    }

    @Override
    public void find(
            BundleContext context,
            @Nullable String name,
            @Nullable String filter,
            boolean all,
            Collection<ServiceReference<?>> references) {
        references.removeIf(reference -> reach(reference).isPresent());
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerHook.ListenerInfo>> listeners) {
        if (reach(event.getServiceReference()).isPresent()) {
            listeners.clear();
        }
    }

    private Optional<String> reach(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null || !bundles.isPlugin(bundle) || access.isAllowed(String.valueOf(bundle.getSymbolicName()))) {
            return Optional.empty();
        }
        String[] interfaces = (String[]) Objects.requireNonNull(reference.getProperty(Constants.OBJECTCLASS));
        return ReservedServices.reach(
                Arrays.asList(interfaces),
                texts(reference.getProperty(ReservedServices.COMMAND_SCOPE)),
                ownScopes(bundle));
    }

    private static Set<String> ownScopes(Bundle bundle) {
        Set<String> own = new HashSet<>(Set.of(String.valueOf(bundle.getSymbolicName())));
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null) {
            for (BundleCapability plugin : revision.getDeclaredCapabilities(HookProperties.PLUGIN_NAMESPACE)) {
                own.add(String.valueOf(plugin.getAttributes().get(HookProperties.PLUGIN_NAMESPACE)));
            }
        }
        return own;
    }

    private static List<String> texts(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Object[] several) {
            return Arrays.stream(several).map(String::valueOf).toList();
        }
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }
}
