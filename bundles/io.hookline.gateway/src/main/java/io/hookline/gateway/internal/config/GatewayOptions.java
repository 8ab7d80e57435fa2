package io.hookline.gateway.internal.config;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings as a configuration, before Declarative Services makes one of them. */
public final class GatewayOptions {

    private GatewayOptions() {}

    /**
     * The settings with the defaults of what is not set, checked.
     *
     * @param settings each value has its option's type
     * @throws IllegalArgumentException names the invalid option and its allowed values
     */
    public static GatewaySettings settings(Map<String, Object> settings) {
        GatewayConfig config = (GatewayConfig) Proxy.newProxyInstance(
                GatewayConfig.class.getClassLoader(),
                new Class<?>[] {GatewayConfig.class},
                (proxy, option, none) -> settings.getOrDefault(option.getName(), option.getDefaultValue()));
        return GatewaySettings.of(config);
    }
}
