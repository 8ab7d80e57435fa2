package io.hookline.config.internal.schema;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one configuration by one bundle.
 *
 * @param pid the configuration's PID, or that of its factory
 * @param factory whether it is a factory
 * @param bundle the bundle's id
 * @param label the bundle's name and version
 * @param title its title
 * @param attributes the options by key, in the bundle's order
 * @param furtherKeys the pattern of further keys; null if there are none
 */
record Schema(
        String pid,
        boolean factory,
        long bundle,
        String label,
        String title,
        Map<String, Attribute> attributes,
        @Nullable Pattern furtherKeys) {

    /** Whether a key is allowed that has no definition. */
    boolean allows(String key) {
        return furtherKeys != null && furtherKeys.matcher(key).matches();
    }
}
