package io.hookline.core.internal.bind;

import io.hookline.api.hook.HookProperties;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The hook service of a bound class, registered for its bundle, so that order, drain, releases and deployment treat it
 * like the plugin's own hooks. Used by one thread at a time.
 */
public final class BoundService {

    /** Service property: id of the service, of the same bundle, whose place the hook takes. */
    public static final String REPLACES = "io.hookline.core.replaces";

    private final Bundle bundle;
    private final Class<?> contract;
    private final TargetClass.Bound bound;
    private final ServiceRegistration<?> registration;
    private final ServiceReference<?> reference;
    private BindingRow row;

    private BoundService(
            Bundle bundle,
            BindingRow row,
            Class<?> contract,
            TargetClass.Bound bound,
            ServiceRegistration<?> registration) {
        this.bundle = bundle;
        this.row = row;
        this.contract = contract;
        this.bound = bound;
        this.registration = registration;
        this.reference = registration.getReference();
    }

    /**
     * Registers a hook; it is in the chain when this returns, unless it is refused or staged.
     *
     * @param replaced the hook whose place it takes, or null
     * @throws IllegalStateException if the bundle is stopping
     */
    static BoundService register(
            Bundle bundle,
            BundleContext context,
            BindingRow row,
            Class<?> contract,
            TargetClass.Bound bound,
            @Nullable BoundService replaced) {
        Map<String, Object> properties = properties(row);
        if (replaced != null) {
            properties.put(REPLACES, replaced.reference.getProperty(Constants.SERVICE_ID));
        }
        ServiceRegistration<?> registration =
                context.registerService(contract.getName(), bound.hook(), FrameworkUtil.asDictionary(properties));
        return new BoundService(bundle, row, contract, bound, registration);
    }

    Bundle bundle() {
        return bundle;
    }

    BindingRow row() {
        return row;
    }

    /** Names of the contract's methods that are called on the object. */
    String methods() {
        return bound.methods();
    }

    /** Whether the point's contract is still the one that was bound to. */
    boolean isOf(Class<?> other) {
        return contract == other;
    }

    /** Updates the hook's properties from a changed row; the object stays. */
    void change(BindingRow changed) {
        if (row.equals(changed)) {
            return;
        }
        row = changed;
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(properties(changed));
        try {
            registration.setProperties(properties);
        } catch (IllegalStateException e) {
            // The bundle has stopped, and the framework has removed the service already.
        }
    }

    /** Takes the hook out, waits for its calls, and closes the object if it can be closed. */
    void end() {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The bundle has stopped, and the framework has removed the service already.
        }
        bound.close();
    }

    private static Map<String, Object> properties(BindingRow row) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(HookProperties.AT, row.point());
        properties.put(HookProperties.NAME, row.hook());
        properties.put(Constants.SERVICE_RANKING, row.priority());
        Boolean nonBlocking = row.nonBlocking();
        if (nonBlocking != null) {
            properties.put(HookProperties.NON_BLOCKING, nonBlocking);
        }
        return properties;
    }
}
