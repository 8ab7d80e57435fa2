package io.hookline.deploy.artifact;

/**
 * A metric that a plugin has defined itself.
 *
 * @param plugin the plugin's name
 * @param name the metric's name, as the plugin has it
 * @param kind what its values are
 * @param value the value; of a histogram the sum of its values
 * @param count how many values a histogram has; otherwise 0
 */
public record PluginMetric(String plugin, String name, Kind kind, double value, long count) {

    /** What the values of a metric are. */
    public enum Kind {
        /** A count. */
        COUNTER,
        /** A measurement. */
        GAUGE,
        /** Many measurements. */
        HISTOGRAM
    }
}
