package io.hookline.config.internal.schema;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.config.Breach;
import io.hookline.config.Breach.Reason;
import io.hookline.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all bundles together say about one configuration. Two releases of a plugin share theirs: a key has to be known to one of
 * them, and its value has to suit each that knows it. Immutable.
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
            "The rank of its hooks and services");

    private final List<Schema> schemas;

    Rules(List<Schema> schemas) {
        this.schemas = List.copyOf(schemas);
    }

    /** Whether no bundle says anything, so that nothing can be checked. */
    public boolean isEmpty() {
        return schemas.isEmpty();
    }

    /** The bundles that say something, each as {@code name version}. */
    public List<String> definedBy() {
        return schemas.stream().map(Schema::label).toList();
    }

    /** What one bundle says, alone. */
    public Rules of(long bundle) {
        return new Rules(
                schemas.stream().filter(schema -> schema.bundle() == bundle).toList());
    }

    /** Whether they are for any number of configurations, of which there may be none. */
    public boolean isForMany() {
        return schemas.stream().anyMatch(Schema::factory);
    }

    List<Schema> schemas() {
        return schemas;
    }

    /** The settings in the types that the bundles have for them, where they can be read so. */
    public Map<String, Object> typed(Map<String, Object> settings) {
        Map<String, Object> typed = new TreeMap<>();
        settings.forEach((key, value) -> {
            List<Attribute> known = attributes(key);
            typed.put(key, known.isEmpty() ? value : known.get(0).typed(value));
        });
        return typed;
    }

    /** What is wrong with settings that ask for nothing from elsewhere, see {@link #check(Map, Map)}. */
    public List<Breach> check(Map<String, Object> settings) {
        return check(settings, settings);
    }

    /**
     * What is wrong with settings; empty if nothing is, or if no bundle says what they may be. The reasons tell nothing of what was
     * put in from elsewhere.
     *
     * @param settings as they are delivered
     * @param given the same, before what they ask for from elsewhere was put in
     */
    public List<Breach> check(Map<String, Object> settings, Map<String, Object> given) {
        if (schemas.isEmpty()) {
            return List.of();
        }
        Set<Breach> breaches = new LinkedHashSet<>();
        new TreeMap<>(settings).forEach((key, value) -> {
            List<Attribute> known = attributes(key);
            known.forEach(attribute -> attribute.check(value, given.getOrDefault(key, value), breaches::add));
            if (known.isEmpty()
                    && !Values.isForAnyComponent(key)
                    && schemas.stream().noneMatch(schema -> schema.allows(key))) {
                breaches.add(unknown(key));
            }
        });
        for (Schema schema : schemas) {
            for (Attribute attribute : schema.attributes().values()) {
                if (attribute.required() && !settings.containsKey(attribute.key())) {
                    breaches.add(new Breach(
                            Reason.MISSING_KEY,
                            attribute.key(),
                            "'" + attribute.key() + "' is missing: " + attribute.words()));
                }
            }
        }
        return List.copyOf(breaches);
    }

    private Breach unknown(String key) {
        Set<String> known = keys();
        String cure = NearestNames.closest(key, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElseGet(() -> known.isEmpty() ? "; there is none" : "; there are " + String.join(", ", known));
        return new Breach(Reason.UNKNOWN_KEY, key, "'" + Printable.of(key) + "' is not known" + cure);
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

    /** The options and what they are set to: those that bundles define first. */
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

    /** A value for a person's eyes; secrets are masked. */
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
