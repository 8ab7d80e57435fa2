package io.hookline.config.internal.schema;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one bundle says about one configuration.
 *
 * @param pid the configuration's PID, or that of its factory
 * @param factory whether there may be any number of them
 * @param bundle the bundle's id
 * @param label the bundle's name and version
 * @param title what the bundle calls it
 * @param attributes by key, in the bundle's order
 * @param furtherKeys what keys beside those have to look like; null if there may be none
 */
record Schema(
        String pid,
        boolean factory,
        long bundle,
        String label,
        String title,
        Map<String, Attribute> attributes,
        @Nullable Pattern furtherKeys) {

    /** Whether a key may be there that is not defined by itself. */
    boolean allows(String key) {
        return furtherKeys != null && furtherKeys.matcher(key).matches();
    }
}
