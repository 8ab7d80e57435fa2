package io.hookline.config.internal.secret;

import io.hookline.api.plugin.Secrets;
import io.hookline.config.internal.schema.Values;
import java.util.Map;
import java.util.function.BiPredicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Gives each bundle the secrets of the configurations that it defines. Safe for use by many threads. */
public final class BundleSecrets implements ServiceFactory<Secrets> {

    private final Placeholders placeholders;
    private final BiPredicate<Long, String> belongs;

    /**
     * With the source of secrets.
     *
     * @param belongs whether a configured text is in a configuration that the bundle with an id defines
     */
    public BundleSecrets(Placeholders placeholders, BiPredicate<Long, String> belongs) {
        this.placeholders = placeholders;
        this.belongs = belongs;
    }

    @Override
    public Secrets getService(Bundle bundle, ServiceRegistration<Secrets> registration) {
        long id = bundle.getBundleId();
        return configured -> resolve(id, bundle.getSymbolicName(), configured);
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<Secrets> registration, Secrets service) {}

    private String resolve(long bundle, String name, String configured) {
        if (!Values.hasPlaceholder(configured)) {
            return configured;
        }
        String shown = String.join(", ", Values.placeholders(configured));
        if (!belongs.test(bundle, configured)) {
            throw new IllegalArgumentException(
                    shown + " is in no configuration of " + name + ": a bundle gets only its own secrets");
        }
        String value =
                String.valueOf(placeholders.apply(Map.of("value", configured)).get("value"));
        if (Values.hasPlaceholder(value)) {
            throw new IllegalArgumentException(shown
                    + " cannot be read: set the variable, or write the secret to that file in secrets/ of the"
                    + " data folder");
        }
        return value;
    }
}
