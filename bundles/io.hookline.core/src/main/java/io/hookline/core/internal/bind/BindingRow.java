package io.hookline.core.internal.bind;

import io.hookline.api.runtime.Bindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * The content of one row of the configuration. Immutable.
 *
 * @param name the row's name
 * @param hook the name of the hook that the class becomes
 * @param plugin symbolic name of the bundle that holds the class
 * @param versions the versions of the plugin that the row matches
 * @param className name of the class
 * @param point name of the hook point
 * @param priority higher runs earlier
 * @param enabled whether the class is to be bound at all
 * @param nonBlocking whether the class never blocks its callers; null: its annotations say so
 * @param arguments for the class's constructor; empty if it takes none
 */
record BindingRow(
        String name,
        String hook,
        String plugin,
        VersionRange versions,
        String className,
        String point,
        int priority,
        boolean enabled,
        @Nullable Boolean nonBlocking,
        Map<String, String> arguments) {

    private static final String PLUGIN = "plugin";
    private static final String CLASS = "class";
    private static final String POINT = "point";
    private static final String PRIORITY = "priority";
    private static final String ENABLED = "enabled";
    private static final String NON_BLOCKING = "nonBlocking";
    private static final String VERSIONS = "versions";
    private static final String HOOK = "hook";
    private static final String ARGUMENT = "arg.";
    private static final List<String> KEYS =
            List.of(PLUGIN, CLASS, POINT, PRIORITY, ENABLED, NON_BLOCKING, VERSIONS, HOOK, ARGUMENT + "NAME");
    private static final Set<String> KNOWN = Set.copyOf(KEYS);

    /** What Config Admin, File Install and the component runtime add to every configuration. */
    private static final List<String> FOREIGN = List.of("service.", "component.", "felix.", "osgi.ds.", ".");

    BindingRow {
        arguments = Map.copyOf(arguments);
    }

    /** The name of the row that a configuration of this PID defines. */
    static String nameOf(String pid) {
        return pid.length() > Bindings.FACTORY_PID.length() + 1 && pid.startsWith(Bindings.FACTORY_PID)
                ? pid.substring(Bindings.FACTORY_PID.length() + 1)
                : pid;
    }

    /**
     * Reads a row.
     *
     * @throws BindingException if a key is missing, unknown, or has a bad value; the message names all of them
     */
    static BindingRow read(String pid, Map<String, ?> properties) throws BindingException {
        return new Reader(properties).read(nameOf(pid));
    }

    /** Whether both rows need the same object, so that only the hook's properties have to change. */
    boolean hasSameObject(BindingRow other) {
        return className.equals(other.className) && arguments.equals(other.arguments);
    }

    /** Whether the row matches a version of its plugin. */
    boolean isAbout(Version version) {
        return versions.includes(version);
    }

    /** Reads properties and notes what is wrong with them. */
    private static final class Reader {

        private final Map<String, ?> properties;
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, ?> properties) {
            this.properties = properties;
        }

        BindingRow read(String name) throws BindingException {
            Map<String, String> arguments = new TreeMap<>();
            for (Map.Entry<String, ?> property : new TreeMap<String, Object>(properties).entrySet()) {
                String key = property.getKey();
                if (key.startsWith(ARGUMENT) && key.length() > ARGUMENT.length()) {
                    arguments.put(key.substring(ARGUMENT.length()), String.valueOf(property.getValue()));
                } else if (!KNOWN.contains(key) && FOREIGN.stream().noneMatch(key::startsWith)) {
                    problems.add("unknown key " + key + "; known are " + String.join(", ", KEYS));
                }
            }
            BindingRow row = new BindingRow(
                    name,
                    text(HOOK, name),
                    required(PLUGIN),
                    versions(),
                    required(CLASS),
                    required(POINT),
                    priority(),
                    flag(ENABLED, true),
                    text(NON_BLOCKING, "").isEmpty() ? null : flag(NON_BLOCKING, false),
                    arguments);
            if (!problems.isEmpty()) {
                throw new BindingException(String.join("; ", problems));
            }
            return row;
        }

        private String text(String key, String otherwise) {
            Object value = properties.get(key);
            return value == null || value.toString().isBlank()
                    ? otherwise
                    : value.toString().strip();
        }

        private String required(String key) {
            String value = text(key, "");
            if (value.isEmpty()) {
                problems.add(key + " is missing");
            }
            return value;
        }

        private int priority() {
            String value = text(PRIORITY, "0");
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                problems.add(PRIORITY + " has to be a whole number from " + Integer.MIN_VALUE + " to "
                        + Integer.MAX_VALUE + ", found '" + value + "'");
                return 0;
            }
        }

        private boolean flag(String key, boolean otherwise) {
            String value = text(key, String.valueOf(otherwise));
            if (!value.equals("true") && !value.equals("false")) {
                problems.add(key + " has to be true or false, found '" + value + "'");
            }
            return value.equals("true");
        }

        private VersionRange versions() {
            String value = text(VERSIONS, "0");
            try {
                return VersionRange.valueOf(value);
            } catch (IllegalArgumentException e) {
                problems.add(VERSIONS + " has to be a range of versions such as [1.0,2), found '" + value + "'");
                return VersionRange.valueOf("0");
            }
        }
    }
}
