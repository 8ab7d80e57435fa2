package io.hookline.deploy.internal.bundle;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** The services of one type that one bundle publishes. */
final class BundleServices {

    private BundleServices() {}

    /**
     * The services, those of the smallest rank first; none if the bundle is uninstalled. Only the bundle's own services
     * are looked at: of a bundle that is uninstalled at this moment, Felix cannot tell whether a service fits the
     * caller.
     */
    @SuppressWarnings("unchecked") // The name of the type and the origin of its package say so.
    static <T> List<ServiceReference<T>> bundle(BundleContext context, Bundle bundle, Class<T> type) {
        try {
            ServiceReference<?>[] all = bundle.getRegisteredServices();
            return Stream.of(all == null ? new ServiceReference<?>[0] : all)
                    .filter(reference -> List.of((String[]) reference.getProperty(Constants.OBJECTCLASS))
                            .contains(type.getName()))
                    .filter(reference -> reference.isAssignableTo(context.getBundle(), type.getName()))
                    .map(reference -> (ServiceReference<T>) reference)
                    .sorted()
                    .toList();
        } catch (IllegalStateException e) {
            return List.of();
        }
    }
}
