package io.hookline.common.config;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as a configuration, before Declarative Services makes one of them. */
public final class GivenOptions {

    private GivenOptions() {}

    /**
     * The settings, with the defaults of what is not set.
     *
     * @param settings each value has its option's type, or the boxed one
     */
    public static <T extends Annotation> T as(Class<T> type, Map<String, Object> settings) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, option, none) -> fitted(
                        settings.getOrDefault(option.getName(), option.getDefaultValue()), option.getReturnType())));
    }

    /** Lists come as arrays of objects, where an annotation has arrays of primitives. */
    private static @Nullable Object fitted(@Nullable Object value, Class<?> type) {
        if (value == null || !type.isArray() || type.isInstance(value)) {
            return value;
        }
        if (!value.getClass().isArray()) {
            Object single = Array.newInstance(type.getComponentType(), 1);
            Array.set(single, 0, value);
            return single;
        }
        Object array = Array.newInstance(type.getComponentType(), Array.getLength(value));
        for (int i = 0; i < Array.getLength(value); i++) {
            Array.set(array, i, Array.get(value, i));
        }
        return array;
    }
}
