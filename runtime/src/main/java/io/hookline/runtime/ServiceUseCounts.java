package io.hookline.runtime;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the framework release uninstalled bundles.
 *
 * <p>Felix 7.0.5 counts which bundle uses which service, and keeps such a count, at zero, until the service is
 * unregistered: {@code ServiceRegistry.ungetService} does not remove it, because another thread may be getting the
 * service, and {@code ungetServices} does not either. The component runtime gets the configuration admin on behalf of
 * each bundle, so each bundle that ever had components would stay in memory, about 5 kB each. Once a bundle is
 * uninstalled it cannot get a service, so its counts can be removed. Felix has no API for that, hence the reflection;
 * with a framework without this field, nothing is done.
 */
final class ServiceUseCounts implements SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceUseCounts.class);

    private final Map<?, ?> inUse;

    private ServiceUseCounts(Map<?, ?> inUse) {
        this.inUse = inUse;
    }

    /** Starts to listen to the framework. */
    static void follow(Felix felix) {
        try {
            Object registry = value(felix, Felix.class, "m_registry");
            Object inUse = value(registry, registry.getClass(), "m_inUseMap");
            felix.getBundleContext().addBundleListener(new ServiceUseCounts((Map<?, ?>) inUse));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.info(
                    "This framework counts uses of services unlike Felix 7: uninstalled bundles may stay in memory", e);
        }
    }

    private static Object value(Object owner, Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        Object value = field.get(owner);
        if (value == null) {
            throw new NoSuchFieldException(name + " is null");
        }
        return value;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            Bundle uninstalled = event.getBundle();
            inUse.remove(uninstalled);
        }
    }
}
