package io.hookline.core.internal.component;

import io.hookline.api.HookRegistry;
import io.hookline.api.Registration;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.HookProperties;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * One bundle's plain registry. A registration is a service of that bundle, so that the tracker, the order and the drain
 * treat it like any other hook, and the framework removes it when the bundle stops.
 */
@Component(service = HookRegistry.class, scope = ServiceScope.BUNDLE)
public final class BundleHookRegistry implements HookRegistry {

    /** A few megabytes, if names of events come from data. */
    private static final int POINTS_WITHOUT_HOOKS = 1_000;

    private final BundleContext context;
    private final EventPoints points;

    /** For the bundle that asks for the service. */
    @Activate
    public BundleHookRegistry(@Reference Core core, ComponentContext context) {
        this.context = context.getUsingBundle().getBundleContext();
        this.points = new EventPoints(
                core.engine(), context.getUsingBundle().getSymbolicName(), POINTS_WITHOUT_HOOKS, task -> {
                    Thread thread = new Thread(task, "hookline-event-points");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    @Override
    public Registration register(String event, Hook hook, int ranking) {
        points.open(event);
        Map<String, Object> properties = Map.of(HookProperties.AT, event, Constants.SERVICE_RANKING, ranking);
        ServiceRegistration<Hook> service =
                context.registerService(Hook.class, hook, FrameworkUtil.asDictionary(properties));
        // Again, in case that it was closed just before the hook came.
        points.open(event);
        return new ServiceBackedRegistration(service, () -> points.left(event));
    }

    @Override
    public <R extends @Nullable Object> R call(String event, HookContext hookContext, Callable<R> action)
            throws Exception {
        return points.call(event, hookContext, action);
    }

    @Deactivate
    void deactivate() {
        points.close();
    }

    /** A registration that is a service. */
    private static final class ServiceBackedRegistration implements Registration {

        private final AtomicReference<@Nullable ServiceRegistration<Hook>> service;
        private final Runnable left;

        ServiceBackedRegistration(ServiceRegistration<Hook> service, Runnable left) {
            this.service = new AtomicReference<>(service);
            this.left = left;
        }

        @Override
        public void close() {
            ServiceRegistration<Hook> registered = service.getAndSet(null);
            if (registered == null) {
                return;
            }
            try {
                registered.unregister();
            } catch (IllegalStateException e) {
                // The bundle has stopped, and the framework has removed the service already.
            }
            left.run();
        }
    }
}
