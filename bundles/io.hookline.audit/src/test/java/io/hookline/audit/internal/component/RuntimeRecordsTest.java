package io.hookline.audit.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvent.ConfigurationChanged.Change;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditRecord.Outcome;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events of the runtime, and checks of configurations. */
class RuntimeRecordsTest {

    private static final Instant AT = Instant.parse("2026-11-27T10:00:00Z");
    private static final Cause CAUSE = new Cause(new Actor(Actor.Kind.SHELL, "alice"), "swapped a");

    @Test
    void aRecordSaysWhoDidWhatAndWhy() {
        AuditRecord record =
                RuntimeRecords.of(new RuntimeEvent.ReleaseStateChanged(AT, CAUSE, "a", "1.1.0", "STAGED", "RUNNING"));
        assertThat(record).isNotNull();
        assertThat(record.actor()).isEqualTo("shell:alice");
        assertThat(record.action()).isEqualTo("release.running");
        assertThat(record.resource()).isEqualTo("a@1.1.0");
        assertThat(record.reason()).isEqualTo("swapped a");
        assertThat(record.time()).isEqualTo(AT);
    }

    @Test
    void refusalsAndTripsAreNoSuccess() {
        AuditRecord refused =
                RuntimeRecords.of(new RuntimeEvent.ConfigurationChanged(AT, CAUSE, "io.x", Change.REFUSED));
        AuditRecord tripped = RuntimeRecords.of(new RuntimeEvent.GuardActed(
                AT, CAUSE, new GuardEvent(AT, GuardEvent.Kind.TRIPPED, "h", "p", "1.0.0", "http.error", "5 failures")));
        assertThat(refused).isNotNull();
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(tripped).isNotNull();
        assertThat(tripped.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(tripped.releases()).containsExactly("p@1.0.0");
    }

    @Test
    void configurationsThatCannotWorkAreRefusedByName() {
        assertThat(AuditChecks.ofPipeline(Map.of())).isEmpty();
        assertThat(AuditChecks.ofPipeline(Map.of("spoolBytes", 20_000L))).anyMatch(text -> text.contains("spoolBytes"));
        assertThat(AuditChecks.ofPipeline(Map.of("retryMaxMillis", 1L))).anyMatch(text -> text.contains("retryMillis"));
        assertThat(AuditChecks.ofPipeline(Map.of("redactPatterns", new String[] {"("})))
                .anyMatch(text -> text.contains("redactPatterns"));
        assertThat(AuditChecks.ofRoute(Map.of("outputs", new String[] {"A b"})))
                .anyMatch(text -> text.contains("outputs"));
        assertThat(AuditChecks.ofRoute(Map.of("outputs", new String[] {"file"})))
                .isEmpty();
    }
}
