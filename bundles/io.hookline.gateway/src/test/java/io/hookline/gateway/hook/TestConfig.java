package io.hookline.gateway.hook;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A plugin's configuration for its tests: some options are set, the others have their defaults. */
public final class TestConfig {

    private TestConfig() {}

    /**
     * A configuration.
     *
     * @param options the values by the options' names, each of the option's type
     */
    public static <T extends Annotation> T of(Class<T> type, Map<String, ?> options) {
        Map<String, Object> left = new HashMap<>(options);
        Map<String, Object> values = new HashMap<>();
        for (Method option : type.getDeclaredMethods()) {
            Object set = left.remove(option.getName());
            Object value = set != null ? set : option.getDefaultValue();
            values.put(option.getName(), Objects.requireNonNull(value, option.getName() + " has no default: set it"));
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("no such options: " + left.keySet());
        }
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.get(method.getName())));
    }
}
