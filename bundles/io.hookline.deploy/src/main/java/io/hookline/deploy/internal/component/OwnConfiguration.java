package io.hookline.deploy.internal.component;

import io.hookline.config.Configurations;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The configuration of the deployment itself. */
final class OwnConfiguration {

    private OwnConfiguration() {}

    /**
     * Refuses to start with defaults in place of a configuration that was refused: the defaults accept unsigned
     * releases.
     *
     * @throws IllegalStateException with the reasons
     */
    static void refuseDefaults(BundleContext context) {
        ServiceReference<Configurations> reference = context.getServiceReference(Configurations.class);
        Configurations configurations = reference == null ? null : context.getService(reference);
        if (configurations == null) {
            return;
        }
        try {
            List<String> problems = configurations.problems(context.getBundle().getBundleId());
            if (!problems.isEmpty()) {
                throw new IllegalStateException(
                        "no plugin starts, because the configuration of the deployment is refused: "
                                + String.join("; ", problems) + ". Correct it in conf/ or with hook:config");
            }
        } finally {
            context.ungetService(reference);
        }
    }
}
