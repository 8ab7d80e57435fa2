package io.hookline.config.internal.schema;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one configuration, from all bundles that define it. Two releases of a plugin share a configuration: each
 * key must be known to one of them, and its value must be valid for each that knows it. Immutable.
 */
public final class Rules {

    private static final Attribute RANKING = new Attribute(
            "service.ranking",
            ValueType.INTEGER,
            false,
            false,
            null,
            null,
            null,
            null,
            List.of(),
            "The rank of its hooks and services",
            null);

    /** No rules: no bundle defines the configuration. */
    public static final Rules NONE = new Rules(List.of());

    private final List<Schema> schemas;

    Rules(List<Schema> schemas) {
        this.schemas = List.copyOf(schemas);
    }

    /** Whether no bundle defines the configuration, so that nothing can be checked. */
    public boolean isEmpty() {
        return schemas.isEmpty();
    }

    /** The bundles that define it, each as {@code name version}. */
    public List<String> definedBy() {
        return schemas.stream().map(Schema::label).toList();
    }

    /** The rules of a bundle that is not installed, by the PIDs that it defines. */
    public static Map<String, Rules> of(Path jar) throws IOException {
        Map<String, List<Schema>> byPid = new TreeMap<>();
        for (Schema schema : SchemaReader.read(jar)) {
            byPid.computeIfAbsent(schema.pid(), pid -> new ArrayList<>()).add(schema);
        }
        Map<String, Rules> rules = new TreeMap<>();
        byPid.forEach((pid, schemas) -> rules.put(pid, new Rules(schemas)));
        return rules;
    }

    /** The rules of one bundle. */
    public Rules of(long bundle) {
        return new Rules(
                schemas.stream().filter(schema -> schema.bundle() == bundle).toList());
    }

    /** These rules and those of other bundles together. */
    public Rules and(Rules others) {
        List<Schema> both = new ArrayList<>(schemas);
        both.addAll(others.schemas);
        return new Rules(both);
    }

    /** Whether they are for a factory, which has any number of configurations. */
    public boolean isForMany() {
        return schemas.stream().anyMatch(Schema::factory);
    }

    List<Schema> schemas() {
        return schemas;
    }

    /** The settings in the types of the definitions, if they can be converted. */
    public Map<String, Object> typed(Map<String, Object> settings) {
        Map<String, Object> typed = new TreeMap<>();
        settings.forEach((key, value) -> {
            List<Attribute> known = attributes(key);
            typed.put(key, known.isEmpty() ? value : known.get(0).typed(value));
        });
        return typed;
    }

    /** Checks settings without placeholders, see {@link #check(Map, Map)}. */
    public List<ConfigurationProblem> check(Map<String, Object> settings) {
        return check(settings, settings);
    }

    /**
     * Checks settings. Returns the problems; empty if there are none or if no bundle defines the configuration. The
     * messages do not reveal the values of placeholders.
     *
     * @param settings the settings with their placeholders resolved
     * @param unresolved the settings as they were set
     */
    public List<ConfigurationProblem> check(Map<String, Object> settings, Map<String, Object> unresolved) {
        if (schemas.isEmpty()) {
            return List.of();
        }
        Set<ConfigurationProblem> problems = new LinkedHashSet<>();
        new TreeMap<>(settings).forEach((key, value) -> {
            List<Attribute> known = attributes(key);
            known.forEach(attribute -> attribute.check(value, unresolved.getOrDefault(key, value), problems::add));
            if (known.isEmpty()
                    && !Values.isForAnyComponent(key)
                    && schemas.stream().noneMatch(schema -> schema.allows(key))) {
                problems.add(unknown(key));
            }
        });
        for (Schema schema : schemas) {
            for (Attribute attribute : schema.attributes().values()) {
                Object value = settings.get(attribute.key());
                if (attribute.required() && (value == null || attribute.isNothing(value))) {
                    problems.add(new ConfigurationProblem(
                            Reason.MISSING_KEY,
                            attribute.key(),
                            "'" + attribute.key() + "' is missing: " + attribute.words()));
                }
            }
        }
        return List.copyOf(problems);
    }

    /** Whether a release defines the key. */
    public boolean defines(String key) {
        return !attributes(key).isEmpty();
    }

    /** The options that protect something, by key, each with what would be lost without it. */
    public Map<String, String> protection() {
        Map<String, String> protection = new TreeMap<>();
        schemas.forEach(schema -> schema.attributes().forEach((key, attribute) -> {
            if (attribute.protects() != null) {
                protection.putIfAbsent(key, attribute.protects());
            }
        }));
        return protection;
    }

    /** The keys of secrets. */
    public Set<String> secrets() {
        return schemas.stream()
                .flatMap(schema -> schema.attributes().values().stream())
                .filter(Attribute::isSecret)
                .map(Attribute::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ConfigurationProblem unknown(String key) {
        Set<String> known = keys();
        String remedy = NearestNames.closest(key, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElseGet(
                        () -> known.isEmpty() ? "; there are no options" : "; there are " + String.join(", ", known));
        return new ConfigurationProblem(Reason.UNKNOWN_KEY, key, "'" + Printable.of(key) + "' is not known" + remedy);
    }

    private Set<String> keys() {
        return schemas.stream()
                .flatMap(schema -> schema.attributes().keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<Attribute> attributes(String key) {
        List<Attribute> known = new ArrayList<>();
        for (Schema schema : schemas) {
            Attribute attribute = schema.attributes().get(key);
            if (attribute != null) {
                known.add(attribute);
            }
        }
        return known.isEmpty() && key.equals(RANKING.key()) ? List.of(RANKING) : known;
    }

    /** All options with their values; those that bundles define come first. */
    public List<Setting> settings(Map<String, Object> set) {
        Map<String, Setting> all = new LinkedHashMap<>();
        for (String key : keys()) {
            Attribute attribute = attributes(key).get(0);
            all.put(
                    key,
                    new Setting(
                            key,
                            shown(key, set.get(key)),
                            attribute.defaultText(),
                            (attribute.list() ? "list of " : "") + attribute.words(),
                            attribute.description(),
                            attribute.required()));
        }
        set.forEach((key, value) ->
                all.computeIfAbsent(key, other -> new Setting(other, shown(other, value), null, "", "", false)));
        return List.copyOf(all.values());
    }

    /** A value as text for people; secrets are masked. */
    public @Nullable String shown(String key, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        List<Attribute> known = attributes(key);
        boolean secret =
                known.isEmpty() ? Values.isSecretive(key) : known.stream().anyMatch(Attribute::isSecret);
        return Values.shown(value, secret);
    }
}
