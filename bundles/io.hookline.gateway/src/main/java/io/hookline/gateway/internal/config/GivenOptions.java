package io.hookline.gateway.internal.config;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings as a configuration, before Declarative Services makes one of them. */
public final class GivenOptions {

    private GivenOptions() {}

    /**
     * The settings, with the defaults of what is not set.
     *
     * @param settings each value has its option's type
     */
    public static <T extends Annotation> T as(Class<T> type, Map<String, Object> settings) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, option, none) -> settings.getOrDefault(option.getName(), option.getDefaultValue())));
    }
}
