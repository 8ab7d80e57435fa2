package io.hookline.plugin.audit.collect;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditRecord.Level;
import io.hookline.audit.AuditRecord.Outcome;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Exchange;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests that have ended as records. The query is left out, since it may hold secrets. */
public final class RequestRecords {

    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private RequestRecords() {}

    /**
     * The record of a request.
     *
     * @param tenantHeader the header field that names the tenant; empty for none
     */
    public static AuditRecord of(
            Exchange exchange, Completion completion, String tenantHeader, List<String> releases, Instant now) {
        return begin(exchange, completion, tenantHeader, releases, now).build();
    }

    /** The same record, for further fields. */
    public static AuditRecord.Builder begin(
            Exchange exchange, Completion completion, String tenantHeader, List<String> releases, Instant now) {
        Outcome outcome = outcome(exchange, completion);
        AuditRecord.Builder record = AuditRecord.builder(now.minus(exchange.elapsed()), "http", exchange.method())
                .level(outcome == Outcome.SUCCESS ? Level.INFO : outcome == Outcome.REFUSED ? Level.WARN : Level.ERROR)
                .actor(Objects.requireNonNullElse(exchange.principal(), ""))
                .resource(exchange.path())
                .outcome(outcome, reason(exchange, completion))
                .callId(exchange.context().callId())
                .traceId(traceId(exchange.requestHeaders().first("traceparent")))
                .releases(releases)
                .field("path", exchange.path())
                .field("status", Integer.toString(exchange.status()))
                .field("millis", Long.toString(exchange.elapsed().toMillis()))
                .field("bytesReceived", Long.toString(exchange.bytesReceived()))
                .field("bytesSent", Long.toString(exchange.bytesSent()))
                .field("client", exchange.client().getHostString());
        addIfKnown(record, "route", exchange.route());
        addIfKnown(record, "target", exchange.target());
        addIfKnown(
                record,
                "tenant",
                tenantHeader.isEmpty() ? null : exchange.requestHeaders().first(tenantHeader));
        return record;
    }

    private static Outcome outcome(Exchange exchange, Completion completion) {
        if (completion.failure() != null
                || completion.ending() != Completion.Ending.COMPLETE
                || exchange.status() >= FIRST_FAILURE) {
            return Outcome.FAILURE;
        }
        return exchange.status() >= FIRST_REFUSAL ? Outcome.REFUSED : Outcome.SUCCESS;
    }

    private static String reason(Exchange exchange, Completion completion) {
        if (completion.failure() != null) {
            return completion.failure().message();
        }
        return switch (completion.ending()) {
            case COMPLETE -> exchange.status() >= FIRST_REFUSAL ? "status " + exchange.status() : "";
            case BROKEN_OFF -> "the response was broken off";
            case CLIENT_GONE -> "the client left";
        };
    }

    private static String traceId(@Nullable String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(Objects.requireNonNullElse(traceparent, ""));
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static void addIfKnown(AuditRecord.Builder record, String name, @Nullable String value) {
        if (value != null) {
            record.field(name, value);
        }
    }
}
