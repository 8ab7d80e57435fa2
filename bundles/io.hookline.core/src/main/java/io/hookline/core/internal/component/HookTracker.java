package io.hookline.core.internal.component;

import io.hookline.api.hook.HookProperties;
import io.hookline.core.internal.live.HookSource;
import io.hookline.core.internal.live.LiveSet;
import io.hookline.core.internal.order.HookInfo;
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
 * The whiteboard: tells the live set of every service that has the property {@value HookProperties#AT}.
 *
 * <p>The framework calls {@link #removedService} while a service is being unregistered, on the thread that unregisters it;
 * waiting there until the calls in flight have ended is what makes a plain {@code stop}, {@code update} or
 * {@code uninstall} of a plugin safe.
 */
final class HookTracker extends ServiceTracker<Object, HookTracker.TrackedHook> {

    private final LiveSet live;

    HookTracker(BundleContext context, LiveSet live) throws InvalidSyntaxException {
        super(context, FrameworkUtil.createFilter("(" + HookProperties.AT + "=*)"), null);
        this.live = live;
    }

    @Override
    public TrackedHook addingService(ServiceReference<Object> reference) {
        TrackedHook hook = new TrackedHook(context, reference);
        live.add(hook);
        // The tracker does not tell of changes that happen meanwhile, for instance by the component's own start.
        live.modify(hook.info().serviceId(), () -> infoOf(reference));
        return hook;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, TrackedHook hook) {
        live.modify(hook.info().serviceId(), () -> infoOf(reference));
    }

    @Override
    public void removedService(ServiceReference<Object> reference, TrackedHook hook) {
        live.remove(hook.info().serviceId());
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
    static final class TrackedHook implements HookSource {

        private final BundleContext context;
        private final ServiceReference<Object> reference;
        private final HookInfo info;

        TrackedHook(BundleContext context, ServiceReference<Object> reference) {
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
            return reference.getProperty(HookSource.REPLACES) instanceof Long replaced ? replaced : NOTHING;
        }

        @Override
        public void unget() {
            context.ungetService(reference);
        }
    }
}
