package io.hookline.gateway.internal;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings for a test: short timeouts, any free port. */
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

    GatewaySettings build() {
        return new GatewaySettings(
                "127.0.0.1",
                port,
                upstream,
                required,
                1_500,
                2,
                8,
                connectTimeoutMillis,
                requestTimeoutMillis,
                60_000,
                maxConnections,
                maxRequestBytes,
                graceMillis);
    }
}
