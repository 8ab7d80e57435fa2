package io.hookline.isolation.wasm.internal.module;

import io.hookline.api.runtime.ReleaseVersion;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a module says about itself in its custom section {@code hookline}: lines {@code key = value}, as in a file of
 * properties.
 *
 * @param name the plugin's name
 * @param version its version
 * @param hooks its hooks
 * @param memoryMegabytes how much memory an instance may have
 * @param callTime how long a call may take
 * @param instances how many instances there may be
 * @param configuration what the module gets as its configuration; empty if nothing
 */
public record Manifest(
        String name,
        String version,
        List<ManifestHook> hooks,
        int memoryMegabytes,
        Duration callTime,
        int instances,
        String configuration) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final int DEFAULT_MEGABYTES = 8;
    private static final int DEFAULT_MILLIS = 50;
    private static final int DEFAULT_INSTANCES = 4;
    private static final Set<String> KEYS = Set.of(
            "name",
            "version",
            "points",
            "ranking",
            "before",
            "after",
            "contract",
            "memory",
            "time",
            "instances",
            "configuration");

    /** Copies the list. */
    public Manifest {
        hooks = List.copyOf(hooks);
    }

    /**
     * One hook of the plugin.
     *
     * @param point the point it is at
     * @param ranking higher runs earlier
     * @param contract class name of the point's contract; empty if the point is one of the gateway's
     * @param before plugins or hooks that it runs ahead of
     * @param after plugins or hooks that it runs behind
     */
    public record ManifestHook(String point, int ranking, String contract, List<String> before, List<String> after) {

        /** Copies the lists. */
        public ManifestHook {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws ManifestException if it is not valid
     */
    public static Manifest read(String text) throws ManifestException {
        if (text.length() > MOST_CHARACTERS) {
            throw new ManifestException("its manifest is longer than " + MOST_CHARACTERS + " characters");
        }
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new ManifestException("its manifest cannot be read: " + e.getMessage());
        }
        String name = required(lines, "name", "policy.tenant");
        if (!NAME.matcher(name).matches()) {
            throw new ManifestException("name = " + name + ": use letters, digits, dots, hyphens and underscores");
        }
        String version = required(lines, "version", "1.0.0");
        try {
            ReleaseVersion.parse(version);
        } catch (IllegalArgumentException e) {
            throw new ManifestException("version = " + version + ": write a version such as 1.0.0");
        }
        List<ManifestHook> hooks = new ArrayList<>();
        for (String point : words(required(lines, "points", "http.pre-request"))) {
            hooks.add(new ManifestHook(
                    point,
                    number(lines, "ranking", point, Integer.MIN_VALUE, 0),
                    value(lines, "contract", point),
                    words(value(lines, "before", point)),
                    words(value(lines, "after", point))));
        }
        refuseUnknown(lines, hooks);
        return new Manifest(
                name,
                version,
                hooks,
                number(lines, "memory", "", 1, DEFAULT_MEGABYTES),
                Duration.ofMillis(number(lines, "time", "", 1, DEFAULT_MILLIS)),
                number(lines, "instances", "", 1, DEFAULT_INSTANCES),
                value(lines, "configuration", ""));
    }

    /** Whether the plugin has a hook at a point. */
    public boolean isAt(String point) {
        return hooks.stream().anyMatch(hook -> hook.point().equals(point));
    }

    private static void refuseUnknown(Properties lines, List<ManifestHook> hooks) throws ManifestException {
        for (String key : new TreeSet<>(lines.stringPropertyNames())) {
            boolean ofPoint = hooks.stream().anyMatch(hook -> key.endsWith("." + hook.point()));
            String bare = ofPoint ? key.substring(0, key.indexOf('.')) : key;
            if (!KEYS.contains(bare)) {
                throw new ManifestException("its manifest has the unknown key " + key + "; keys are "
                        + String.join(", ", new TreeSet<>(KEYS)));
            }
        }
    }

    private static String required(Properties lines, String key, String example) throws ManifestException {
        String value = value(lines, key, "");
        if (value.isEmpty()) {
            throw new ManifestException(
                    "its manifest lacks " + key + ": write, for instance, " + key + " = " + example);
        }
        return value;
    }

    /** A value for one point, or the one for all. */
    private static String value(Properties lines, String key, String point) {
        String common = lines.getProperty(key, "");
        return (point.isEmpty() ? common : lines.getProperty(key + "." + point, common)).strip();
    }

    private static int number(Properties lines, String key, String point, int least, int absent)
            throws ManifestException {
        String text = value(lines, key, point);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The exception below covers this and a number that is too small.
        }
        throw new ManifestException(key + " = " + text + ": write a whole number"
                + (least == Integer.MIN_VALUE ? "" : ", " + least + " or more"));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
