package io.hookline.deploy.internal.bundle;

import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The services of one type that one bundle publishes. */
final class BundleServices {

    private BundleServices() {}

    static <T> List<ServiceReference<T>> bundle(BundleContext context, Bundle bundle, Class<T> type) {
        try {
            return context.getServiceReferences(type, null).stream()
                    .filter(reference -> bundle.equals(reference.getBundle()))
                    .sorted()
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }
}
