package io.hookline.core.internal.component;

import io.hookline.api.hook.HookProperties;
import io.hookline.core.internal.bind.BoundService;
import io.hookline.engine.Engine;
import io.hookline.engine.HookInfo;
import io.hookline.engine.HookRegistration;
import io.hookline.engine.HookSource;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The whiteboard: registers with the engine every service that has the property {@value HookProperties#AT}.
 *
 * <p>The framework calls {@link #removedService} while a service is being unregistered, on the thread that unregisters
 * it; waiting there until the calls in flight have ended makes a plain {@code stop}, {@code update} or {@code
 * uninstall} of a plugin safe.
 */
final class HookTracker extends ServiceTracker<Object, HookRegistration> {

    private final Engine engine;

    HookTracker(BundleContext context, Engine engine) throws InvalidSyntaxException {
        super(context, FrameworkUtil.createFilter("(" + HookProperties.AT + "=*)"), null);
        this.engine = engine;
    }

    @Override
    public HookRegistration addingService(ServiceReference<Object> reference) {
        HookRegistration hook = engine.register(new ServiceHook(context, reference));
        // The tracker does not report changes that happen meanwhile, for instance when the component starts.
        hook.update(() -> infoOf(reference));
        return hook;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, HookRegistration hook) {
        hook.update(() -> infoOf(reference));
    }

    @Override
    public void removedService(ServiceReference<Object> reference, HookRegistration hook) {
        hook.close();
    }

    private static HookInfo infoOf(ServiceReference<Object> reference) {
        Dictionary<String, Object> properties = reference.getProperties();
        Map<String, Object> copy = new HashMap<>();
        for (Enumeration<String> keys = properties.keys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            copy.put(key, properties.get(key));
        }
        return ServiceProperties.read(copy, reference.getBundle());
    }

    /** A hook's service reference; the service is fetched late, by the core's own bundle context. */
    static final class ServiceHook implements HookSource {

        private final BundleContext context;
        private final ServiceReference<Object> reference;
        private final HookInfo info;

        ServiceHook(BundleContext context, ServiceReference<Object> reference) {
            this.context = context;
            this.reference = reference;
            this.info = infoOf(reference);
        }

        @Override
        public HookInfo info() {
            return info;
        }

        @Override
        public @Nullable Object get() {
            return context.getService(reference);
        }

        @Override
        public long replaces() {
            return reference.getProperty(BoundService.REPLACES) instanceof Long replaced ? replaced : NOTHING;
        }

        @Override
        public String runner() {
            return reference.getProperty(HookProperties.RUNNER) instanceof String name ? name : "";
        }

        @Override
        public void unget() {
            context.ungetService(reference);
        }
    }
}
