package io.hookline.deploy.internal.reach;

import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ReleaseStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;

/**
 * Keeps plugins from changing the product and the framework, from its opening until it is closed. Safe for use by many
 * threads.
 *
 * <pre>
 *   in the jar         exports of the product's packages, imports of the framework's hooks, reserved components
 *   as it resolves     the product is not wired to plugins, plugins are not wired to the framework's hooks
 *   as it runs         reserved services are hidden, and their plugin is stopped
 * </pre>
 */
public final class PluginReach implements AutoCloseable {

    private final FrameworkBundles bundles;
    private final ReachCheck check;
    private final ServiceGuard services;
    private final ForeignBundles foreign;
    /** Whose listeners no hook of a plugin can take away. */
    private final BundleContext system;

    private final List<ServiceRegistration<?>> hooks;

    private PluginReach(
            BundleContext context,
            FrameworkBundles bundles,
            FrameworkAccess access,
            BiConsumer<Bundle, String> offender) {
        this.bundles = bundles;
        this.check = new ReachCheck(context, bundles, access);
        this.services = new ServiceGuard(bundles, access, offender);
        this.foreign = new ForeignBundles(context.getBundle(), bundles, access);
        this.system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.hooks = List.of(
                context.registerService(ResolverHookFactory.class, new ProductWiring(bundles, access), null),
                context.registerService(FindHook.class, services, null),
                context.registerService(EventListenerHook.class, services, null));
        system.addServiceListener(services);
        system.addBundleListener(foreign);
    }

    /**
     * Begins.
     *
     * @param store the folder in which deploy keeps the jars of plugins
     * @param offender is told of plugins that run and register a reserved service, with what they do
     */
    public static PluginReach open(
            BundleContext context, Path store, FrameworkAccess access, BiConsumer<Bundle, String> offender) {
        PluginReach reach = new PluginReach(context, FrameworkBundles.of(context, store), access, offender);
        reach.foreign.sweep(context);
        return reach;
    }

    /** Bundles whose jars lie in this folder are plugins, too. */
    public void addStore(Path folder) {
        bundles.addStore(folder);
    }

    /** The bundles that others than deploy have installed, in the product's own process; one row each. */
    public List<ReleaseStatus> foreign() {
        return foreign.rows(system);
    }

    /**
     * Checks a verified jar.
     *
     * @param plugin its symbolic name
     * @param label its name and version, for messages
     * @throws DeployRefusedException if it reaches too far; the message names what and the remedy
     * @throws IOException if it cannot be read
     */
    public void check(Path jar, String plugin, String label) throws DeployRefusedException, IOException {
        check.check(jar, plugin, label);
    }

    /**
     * Runs the start of some bundles within a change.
     *
     * @throws DeployRefusedException if the start throws it, or one of them registers a reserved service
     */
    public void watching(List<Bundle> starting, Start start) throws DeployRefusedException, InterruptedException {
        services.watch(starting);
        try {
            start.run();
            refuse(starting);
        } catch (DeployRefusedException e) {
            // What a plugin does to the framework may be why it is not ready.
            refuse(starting);
            throw e;
        } finally {
            services.unwatch(starting);
        }
    }

    private void refuse(Collection<Bundle> started) throws DeployRefusedException {
        for (Bundle bundle : started) {
            Optional<String> found = services.found(bundle);
            if (found.isPresent()) {
                String name = String.valueOf(bundle.getSymbolicName());
                throw FrameworkAccess.refusal(name, name + " " + bundle.getVersion(), List.of(found.get()));
            }
        }
    }

    @Override
    public void close() {
        system.removeServiceListener(services);
        system.removeBundleListener(foreign);
        hooks.forEach(PluginReach::unregister);
    }

    private static void unregister(ServiceRegistration<?> hook) {
        try {
            hook.unregister();
        } catch (IllegalStateException e) {
            // The bundle has stopped, and its services with it.
        }
    }

    /** The start of bundles. */
    @FunctionalInterface
    public interface Start {

        /** Starts them, until they are ready. */
        void run() throws DeployRefusedException, InterruptedException;
    }
}
