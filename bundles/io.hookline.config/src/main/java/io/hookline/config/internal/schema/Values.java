package io.hookline.config.internal.schema;

import io.hookline.config.Setting;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts the properties of a configuration to maps, lists and text. */
public final class Values {

    /** The URI of the file that a configuration came from. File Install uses the same key. */
    public static final String ORIGIN = "felix.fileinstall.filename";

    /** Names that suggest a secret, for keys that no bundle defines. */
    private static final Pattern SECRETIVE = Pattern.compile("(?i).*(password|passwd|secret|token|credential|keys?)$");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(env|secret|prop|conf):[^\\]]*]");

    /** A placeholder without a default, which could be the secret. A name may precede it: {@code client:$[…]}. */
    private static final Pattern REQUEST_ALONE =
            Pattern.compile("([^:$]+:)?\\$\\[(env|secret|prop|conf):[^\\];]*(;((type|delimiter)=[^\\];]*|default=))*]");

    private static final String SECRET_REFERENCE = "$[secret:";

    /** A digest cannot be turned back into the secret, for instance {@code client:sha256:<hex>}. */
    private static final Pattern DIGEST = Pattern.compile("(.*:)?sha256:[0-9a-fA-F]{64}");

    private static final List<String> FRAMEWORK_KEYS =
            List.of(":", "service.", "component.", "felix.fileinstall.", "org.apache.felix.", "_felix_", ".");

    private Values() {}

    /** The settings among the properties, by key, without those of Config Admin and File Install. */
    public static Map<String, Object> settings(Dictionary<?, ?> properties) {
        Map<String, Object> settings = new TreeMap<>();
        for (Enumeration<?> keys = properties.keys(); keys.hasMoreElements(); ) {
            String key = String.valueOf(keys.nextElement());
            if (!isFrameworks(key)) {
                settings.put(key, Objects.requireNonNull(properties.get(key)));
            }
        }
        return settings;
    }

    /** The settings as modifiable properties. */
    @SuppressWarnings("JdkObsolete") // Config Admin takes a Dictionary
    public static Dictionary<String, Object> properties(Map<String, Object> settings) {
        return new Hashtable<>(settings);
    }

    /**
     * Whether the key describes the configuration itself and is not a setting. The ranking of a service is a setting.
     */
    private static boolean isFrameworks(String key) {
        return !key.equals("service.ranking") && FRAMEWORK_KEYS.stream().anyMatch(key::startsWith);
    }

    /** Whether the key is allowed for any component: hook properties, rankings and targets of references. */
    static boolean isForAnyComponent(String key) {
        return key.equals("service.ranking")
                || key.startsWith("hook.")
                || key.startsWith("osgi.ds.")
                || key.endsWith(".target")
                || key.endsWith(".cardinality.minimum");
    }

    /** Whether the text contains a placeholder for an environment variable, a secret or a property. */
    public static boolean hasPlaceholder(Object value) {
        return value instanceof String text && PLACEHOLDER.matcher(text).find();
    }

    /** Whether a value, or one of its elements, refers to a secret. */
    public static boolean hasSecretReference(Object value) {
        return elements(value).stream().anyMatch(element -> element.toString().contains(SECRET_REFERENCE));
    }

    /**
     * Whether the text may be shown although its option is secret: it is empty, a reference without a default, or ends
     * with a digest.
     */
    public static boolean isNoSecret(String text) {
        return text.isBlank() || isRequestAlone(text) || DIGEST.matcher(text).matches();
    }

    /** The placeholders in the texts of a value, each as {@code $[kind:name]}, without defaults. */
    public static List<String> placeholders(Object value) {
        List<String> requests = new ArrayList<>();
        for (Object element : elements(value)) {
            if (element instanceof String text) {
                PLACEHOLDER.matcher(text).results().forEach(found -> {
                    String request = found.group();
                    int end = request.indexOf(';');
                    requests.add(end < 0 ? request : request.substring(0, end) + "]");
                });
            }
        }
        return requests;
    }

    /** The names of the secrets that a value refers to. */
    public static Stream<String> secretNames(Object value) {
        return placeholders(value).stream()
                .filter(placeholder -> placeholder.startsWith(SECRET_REFERENCE))
                .map(placeholder -> placeholder.substring(SECRET_REFERENCE.length(), placeholder.length() - 1));
    }

    /** Whether the text is a single placeholder without a default, which reveals no secret. */
    private static boolean isRequestAlone(Object value) {
        return value instanceof String text && REQUEST_ALONE.matcher(text).matches();
    }

    /** Whether a name suggests a secret. */
    static boolean isSecretive(String key) {
        return SECRETIVE.matcher(key).matches();
    }

    /** A value's elements: those of an array or collection, or the value alone. */
    public static List<Object> elements(Object value) {
        if (value instanceof Collection<?> many) {
            return new ArrayList<>(many);
        }
        if (value.getClass().isArray()) {
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            return elements;
        }
        return List.of(value);
    }

    public static boolean isMany(Object value) {
        return value instanceof Collection || value.getClass().isArray();
    }

    /** Splits a text at commas. A backslash escapes a comma. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && (text.charAt(i + 1) == ',' || text.charAt(i + 1) == '\\')) {
                part.append(text.charAt(++i));
            } else if (c == ',') {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }

    /** The value as text for a file. */
    public static String text(@Nullable Object value) {
        return value != null && isMany(value)
                ? elements(value).stream()
                        .map(element ->
                                String.valueOf(element).replace("\\", "\\\\").replace(",", "\\,"))
                        .collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    /** The value as text for people; a secret is masked. */
    static String shown(Object value, boolean secret) {
        if (!secret) {
            return text(value);
        }
        boolean told = elements(value).stream().allMatch(element -> element instanceof String text && isNoSecret(text));
        return told ? text(value) : Setting.SECRET;
    }

    /** Whether two values are equal. Compares arrays and collections by their elements. */
    public static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        return isMany(one) == isMany(other)
                && Arrays.deepEquals(elements(one).toArray(), elements(other).toArray());
    }

    /** Whether two sets of settings are equal. */
    public static boolean same(Map<String, Object> one, Map<String, Object> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream().allMatch(key -> same(one.get(key), other.get(key)));
    }

    /** Whether two sets of settings have the same text in a file, whatever their types here. */
    public static boolean sameText(Map<String, Object> one, Map<String, Object> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream().allMatch(key -> text(one.get(key)).equals(text(other.get(key))));
    }

    /** Whether two values have the same text in a file, whatever their types here. */
    public static boolean sameInFile(@Nullable Object one, @Nullable Object other) {
        return (one == null || other == null) ? one == other : text(one).equals(text(other));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
