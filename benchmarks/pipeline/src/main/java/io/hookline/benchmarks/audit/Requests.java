package io.hookline.benchmarks.audit;

import io.hookline.audit.AuditRecord;
import java.time.Instant;
import java.util.List;

/** Records as the collector makes them. */
final class Requests {

    private Requests() {}

    static AuditRecord record(int number) {
        return AuditRecord.builder(Instant.now(), "http", "GET")
                .actor("client-" + number % 50)
                .resource("/records/" + number)
                .callId("0123456789abcdef")
                .releases(List.of("io.hookline.plugin.apikey@1.0.0", "io.hookline.plugin.ratelimit@1.0.0"))
                .field("path", "/records/" + number)
                .field("status", "200")
                .field("millis", "3")
                .field("bytesReceived", "0")
                .field("bytesSent", "512")
                .field("client", "127.0.0.1")
                .build();
    }
}
