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
 * Has the framework forget the bundles that were uninstalled.
 *
 * <p>Felix 7.0.5 counts which bundle uses which service, and keeps such a count, at zero, until the service goes: {@code
 * ServiceRegistry.ungetService} removes none, lest it meets a thread that is just getting the service, and {@code ungetServices} does
 * not either. The component runtime gets the configuration admin, which never goes, in the name of each bundle; so each bundle that
 * ever had components would stay in memory, some 5 kB each. Once a bundle is uninstalled nobody can get a service in its name, and
 * its counts can go. Felix offers no way to say so, hence the reflection; with a framework that has no such field nothing is done.
 */
final class UseCounts implements SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(UseCounts.class);

    private final Map<?, ?> inUse;

    private UseCounts(Map<?, ?> inUse) {
        this.inUse = inUse;
    }

    /** Follows the framework from now on. */
    static void follow(Felix felix) {
        try {
            Object registry = value(felix, Felix.class, "m_registry");
            Object inUse = value(registry, registry.getClass(), "m_inUseMap");
            felix.getBundleContext().addBundleListener(new UseCounts((Map<?, ?>) inUse));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.info(
                    "This framework keeps other books than Felix 7: bundles that are uninstalled may stay in memory",
                    e);
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
