package io.hookline.config.internal.schema;

import java.util.Map;

/**
 * What one bundle says about one configuration.
 *
 * @param pid the configuration's PID, or that of its factory
 * @param factory whether there may be any number of them
 * @param bundle the bundle's id
 * @param label the bundle's name and version
 * @param title what the bundle calls it
 * @param attributes by key, in the bundle's order
 */
record Schema(
        String pid, boolean factory, long bundle, String label, String title, Map<String, Attribute> attributes) {}
