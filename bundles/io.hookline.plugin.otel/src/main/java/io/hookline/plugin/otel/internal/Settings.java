package io.hookline.plugin.otel.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The configuration, ready for use. */
record Settings(Delivery delivery, double samplePercent, boolean clientTrace, boolean hookSpans) {

    private static final double ALL = 100;

    static Settings of(OtelConfig config) {
        Map<String, String> headers = new HashMap<>();
        for (String header : List.of(config.headers())) {
            int equals = header.indexOf('=');
            if (equals > 0) {
                headers.put(
                        header.substring(0, equals).strip(),
                        header.substring(equals + 1).strip());
            }
        }
        return new Settings(
                new Delivery(
                        config.endpoint(), headers, config.serviceName(), config.queueSize(), config.timeoutMillis()),
                config.samplePercent(),
                config.clientTrace(),
                config.hookSpans());
    }

    /** Whether a request is traced, by chance. */
    boolean samples() {
        return samplePercent >= ALL || ThreadLocalRandom.current().nextDouble(ALL) < samplePercent;
    }

    /** What a delivery of its own is made for: a change of it replaces queue and connection. */
    record Delivery(
            String endpoint, Map<String, String> headers, String serviceName, int queueSize, int timeoutMillis) {}
}
