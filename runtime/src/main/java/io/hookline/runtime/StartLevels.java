package io.hookline.runtime;

import java.util.Properties;

/** The start level of each bundle, as {@code etc/start-levels.properties} says. */
final class StartLevels {

    /** The level at which everything is started. */
    static final int ALL = 60;

    private final Properties levels;

    StartLevels(Properties levels) {
        this.levels = levels;
    }

    int ofBundle(String symbolicName) {
        return level(symbolicName, level("default", ALL));
    }

    int ofPlugins() {
        return level("plugins", ALL);
    }

    private int level(String name, int otherwise) {
        String text = levels.getProperty(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new LaunchException("etc/start-levels.properties: " + name + " is \"" + text + "\", not a number", e);
        }
    }
}
