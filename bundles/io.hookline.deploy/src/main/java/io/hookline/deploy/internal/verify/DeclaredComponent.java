package io.hookline.deploy.internal.verify;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component as its description declares it.
 *
 * @param name its name, or null if none is stated
 * @param implementation the name of its class; empty if none is stated
 * @param provides names of the interfaces under which its service is registered
 * @param properties its properties, each with its values as text
 */
public record DeclaredComponent(
        @Nullable String name, String implementation, List<String> provides, Map<String, List<String>> properties) {

    /** Copies the collections. */
    public DeclaredComponent {
        provides = List.copyOf(provides);
        properties = Map.copyOf(properties);
    }

    /** The values of a property; empty if it has none. */
    public List<String> values(String property) {
        return properties.getOrDefault(property, List.of());
    }

    /** The first value of a property, or another one if it has none. */
    public String first(String property, String otherwise) {
        List<String> values = values(property);
        return values.isEmpty() ? otherwise : values.get(0);
    }
}
