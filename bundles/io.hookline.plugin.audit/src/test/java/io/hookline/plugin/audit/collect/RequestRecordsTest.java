package io.hookline.plugin.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditRecord.Level;
import io.hookline.audit.AuditRecord.Outcome;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Completion.Ending;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.FakeExchange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestRecordsTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void aRequestIsARecordWithItsActorCallTraceTenantAndReleases() {
        FakeExchange exchange = new FakeExchange("GET", "/records/7")
                .with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .with("X-Tenant", "acme");
        exchange.setPrincipal("alice");
        AuditRecord record = record(exchange, 200, Ending.COMPLETE, null);
        assertThat(record.source()).isEqualTo("http");
        assertThat(record.action()).isEqualTo("GET");
        assertThat(record.resource()).isEqualTo("/records/7");
        assertThat(record.actor()).isEqualTo("alice");
        assertThat(record.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(record.callId()).isEqualTo(exchange.context().callId());
        assertThat(record.traceId()).isEqualTo(TRACE);
        assertThat(record.releases()).containsExactly("jwt@1.0.0");
        assertThat(record.fields())
                .containsEntry("tenant", "acme")
                .containsEntry("path", "/records/7")
                .containsEntry("status", "200");
    }

    @Test
    void refusalsFailuresAndClientsThatLeaveAreToldApart() {
        AuditRecord refused = record(new FakeExchange("GET", "/"), 403, Ending.COMPLETE, null);
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.reason()).isEqualTo("status 403");
        assertThat(refused.level()).isEqualTo(Level.WARN);
        AuditRecord failed =
                record(new FakeExchange("GET", "/"), 502, Ending.COMPLETE, new Failure(502, "no connection", null));
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(failed.reason()).isEqualTo("no connection");
        AuditRecord left = record(new FakeExchange("GET", "/"), 200, Ending.CLIENT_GONE, null);
        assertThat(left.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(left.reason()).isEqualTo("the client left");
    }

    private static AuditRecord record(FakeExchange exchange, int status, Ending ending, @Nullable Failure failure) {
        exchange.setStatus(status);
        return RequestRecords.of(
                exchange, new Completion(ending, failure), "X-Tenant", List.of("jwt@1.0.0"), Instant.EPOCH);
    }
}
