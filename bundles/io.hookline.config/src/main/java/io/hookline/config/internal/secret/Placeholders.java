package io.hookline.config.internal.secret;

import io.hookline.common.file.RegularFile;
import io.hookline.config.internal.schema.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.felix.configadmin.plugin.interpolation.StandaloneInterpolator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces placeholders by the values of environment variables, secret files and properties, with Felix's interpolation
 * plugin. Its results hold secrets in clear: they serve checks and {@link io.hookline.api.plugin.Secrets}. Safe for use
 * by many threads.
 */
public final class Placeholders implements UnaryOperator<Map<String, Object>> {

    private final StandaloneInterpolator interpolator;
    private final Path secrets;

    /**
     * With the sources.
     *
     * @param property a property by name; null if there is none
     * @param secrets the folder of secrets, which need not exist
     */
    public Placeholders(Function<String, @Nullable String> property, Path secrets) {
        this.interpolator = new StandaloneInterpolator(new Properties(property), "UTF-8", secrets.toFile());
        this.secrets = secrets;
    }

    /** The settings with all placeholders replaced; those that cannot be replaced stay. */
    @Override
    public Map<String, Object> apply(Map<String, Object> settings) {
        Dictionary<String, Object> delivered = Values.properties(settings);
        settings.forEach((key, value) -> {
            if (Values.secretNames(value).anyMatch(name -> !isReadable(name))) {
                delivered.remove(key);
            }
        });
        replace(delivered);
        Map<String, Object> replaced = Values.settings(delivered);
        settings.forEach(replaced::putIfAbsent);
        return replaced;
    }

    /** Replaces the placeholders in properties. */
    void replace(Dictionary<String, Object> properties) {
        interpolator.interpolate("configuration", properties);
    }

    private boolean isReadable(String name) {
        try {
            RegularFile.read(secrets.resolve(name), Vault.MOST_BYTES);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Properties as a map that can only be asked for a key. */
    private static final class Properties extends AbstractMap<String, String> {

        private final Function<String, @Nullable String> property;

        Properties(Function<String, @Nullable String> property) {
            this.property = property;
        }

        @Override
        public @Nullable String get(Object key) {
            return property.apply((String) key);
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            return Set.of();
        }
    }
}
