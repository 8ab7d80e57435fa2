package io.hookline.config.internal.secret;

import io.hookline.config.internal.schema.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;

/**
 * Replaces placeholders when Config Admin delivers a configuration, except in secrets: what a component gets becomes
 * its properties and those of its services, which every bundle and the shell can read. A component gets the reference
 * to a secret and asks {@link io.hookline.api.plugin.Secrets} for it.
 */
public final class Delivery implements ConfigurationPlugin {

    /** The id by which Config Admin waits for it, framework property {@code felix.cm.config.plugins}. */
    public static final String ID = "org.apache.felix.configadmin.plugin.interpolation";

    private final Placeholders placeholders;
    private final Function<String, Set<String>> secretsOf;

    /**
     * With the source of values.
     *
     * @param secretsOf the keys of secrets by PID
     */
    public Delivery(Placeholders placeholders, Function<String, Set<String>> secretsOf) {
        this.placeholders = placeholders;
        this.secretsOf = secretsOf;
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        Set<String> secret = secretsOf.apply(String.valueOf(properties.get("service.pid")));
        List<String> visible = new ArrayList<>();
        Dictionary<String, Object> replaced = Values.properties(Map.of());
        for (String key : Collections.list(properties.keys())) {
            Object value = Objects.requireNonNull(properties.get(key));
            if (!secret.contains(key) && !Values.hasSecretReference(value)) {
                visible.add(key);
                replaced.put(key, value);
            }
        }
        placeholders.replace(replaced);
        for (String key : visible) {
            Object value = replaced.get(key);
            if (value == null) {
                properties.remove(key);
            } else {
                properties.put(key, value);
            }
        }
    }
}
