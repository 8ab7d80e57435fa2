package io.hookline.gateway.internal;

import io.hookline.gateway.internal.config.GatewayConfig;
import io.hookline.gateway.internal.config.GatewaySettings;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings for a test: short timeouts, any free port; all else by default. */
final class TestSettings {

    int port;

    @Nullable
    URI upstream;

    List<String> required = List.of();
    long connectTimeoutMillis = 1_000;
    long requestTimeoutMillis = 5_000;
    int maxConnections = 8;
    long maxRequestBytes;
    long graceMillis = 5_000;
    /** Further options by name. */
    final Map<String, Object> more = new HashMap<>();

    GatewaySettings build() {
        Map<String, Object> options = new HashMap<>();
        options.put("port", port);
        options.put("upstream", upstream == null ? "" : upstream.toString());
        options.put("requiredPreRequest", required.toArray(new String[0]));
        options.put("requiredWaitMillis", 1_500L);
        options.put("ioThreads", 2);
        options.put("workerThreads", 8);
        options.put("upstreamConnectTimeoutMillis", connectTimeoutMillis);
        options.put("requestTimeoutMillis", requestTimeoutMillis);
        options.put("idleTimeoutMillis", 60_000L);
        options.put("maxUpstreamConnections", maxConnections);
        options.put("maxRequestBytes", maxRequestBytes);
        options.put("shutdownGraceMillis", graceMillis);
        options.putAll(more);
        Object config = Proxy.newProxyInstance(
                GatewayConfig.class.getClassLoader(),
                new Class<?>[] {GatewayConfig.class},
                (proxy, method, arguments) -> options.getOrDefault(method.getName(), method.getDefaultValue()));
        return GatewaySettings.of((GatewayConfig) config);
    }
}
