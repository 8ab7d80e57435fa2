package io.hookline.config.internal.file;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.internal.schema.Values;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.felix.utils.properties.TypedProperties;
import org.jspecify.annotations.Nullable;

/**
 * {@code key = value} as File Install reads it, with comments, and with <code>${property}</code> or
 * <code>${env:NAME}</code> in values.
 */
final class PropertyText implements FileText {

    private static final String ENVIRONMENT = "env:";

    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> environment;

    /** With the sources of properties and environment variables. */
    PropertyText(Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    @Override
    public boolean isComplete(String text) {
        return false;
    }

    @Override
    public Map<String, Object> read(String pid, String text) throws ConfigurationRefusedException {
        return new TreeMap<>(parse(pid, text));
    }

    @Override
    public String write(String pid, String text, Map<String, Object> set, Set<String> unset)
            throws ConfigurationRefusedException {
        TypedProperties parsed = parse(pid, text);
        set.forEach((key, value) -> parsed.put(key, Values.text(value)));
        unset.forEach(parsed::remove);
        StringWriter written = new StringWriter();
        try {
            parsed.save(written);
        } catch (IOException e) {
            throw unreadable(pid, e);
        }
        String result = written.toString();
        return result.isEmpty() || result.endsWith("\n") ? result : result + "\n";
    }

    private TypedProperties parse(String pid, String text) throws ConfigurationRefusedException {
        List<ConfigurationProblem> missing = new ArrayList<>();
        TypedProperties parsed = new TypedProperties((name, key, asked) -> {
            String value = asked.startsWith(ENVIRONMENT)
                    ? environment.apply(asked.substring(ENVIRONMENT.length()))
                    : properties.apply(asked);
            if (value == null) {
                missing.add(new ConfigurationProblem(
                        Reason.UNRESOLVED, key, "'" + key + "' refers to ${" + asked + "}, which is not set"));
                return "";
            }
            return value;
        });
        try {
            parsed.load(new StringReader(text));
            // Reading the values resolves their placeholders.
            Map<String, Object> values = new TreeMap<>(parsed);
            if (values.containsKey("")) {
                missing.add(new ConfigurationProblem(Reason.UNREADABLE, "", "a line has a value but no key"));
            }
        } catch (IOException | RuntimeException e) {
            throw unreadable(pid, e);
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationRefusedException(pid, missing);
        }
        return parsed;
    }

    private static ConfigurationRefusedException unreadable(String pid, Exception e) {
        return new ConfigurationRefusedException(
                pid,
                List.of(new ConfigurationProblem(
                        Reason.UNREADABLE, "", "it cannot be read as key = value: " + e.getMessage())));
    }
}
