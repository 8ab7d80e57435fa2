package io.hookline.audit.internal.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.audit.AuditRecord;
import io.hookline.common.config.GivenOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where records go, and what is removed from them. */
class RouterTest {

    private static final Redactor NOTHING = new Redactor(List.of(), List.of());

    @Test
    void eachRuleCounts() {
        AuditRecord record = record("c1");
        assertThat(takes(record, Map.of())).isTrue();
        assertThat(takes(record, Map.of("sources", list("db", "http")))).isTrue();
        assertThat(takes(record, Map.of("sources", list("db")))).isFalse();
        assertThat(takes(record, Map.of("level", "warn"))).isTrue();
        assertThat(takes(record, Map.of("level", "error"))).isFalse();
        assertThat(takes(record, Map.of("outcomes", list("refused", "failure"))))
                .isTrue();
        assertThat(takes(record, Map.of("outcomes", list("success")))).isFalse();
        assertThat(takes(record, Map.of("paths", list("/x", "/records/*")))).isTrue();
        assertThat(takes(record, Map.of("paths", list("/records/")))).isFalse();
        assertThat(takes(record, Map.of("tenants", list("acme*")))).isTrue();
        assertThat(takes(record, Map.of("tenants", list("acme.")))).isFalse();
        assertThat(takes(record, Map.of("samplePercent", 0.0))).isFalse();
    }

    @Test
    void labelsOfAllRoutesOfAnOutputComeTogether() {
        Router router = router(
                NOTHING,
                route("b", Map.of("labels", list("env=test", "b=1"))),
                route("a", Map.of("labels", list("env=prod", "a=1"))),
                route("c", Map.of("outputs", list("otlp"))));
        assertThat(router.route(record("c1")).targets())
                .isEqualTo(Map.of("file", Map.of("env", "test", "a", "1", "b", "1"), "otlp", Map.of()));
        assertThat(router.outputs()).containsExactly("file", "otlp");
    }

    @Test
    void aSampleTakesAllRecordsOfACallOrNone() {
        AuditRoute half = route("half", Map.of("samplePercent", 50.0));
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            AuditRecord record = record("call-" + i);
            boolean isTaken = half.refusal(record).isEmpty();
            assertThat(half.refusal(record("call-" + i)).isEmpty()).isEqualTo(isTaken);
            taken += isTaken ? 1 : 0;
        }
        assertThat(taken).isBetween(400, 600);
    }

    @Test
    void namedFieldsAndPatternsAreRemovedAndRoutesSeeTheWholeRecord() {
        Redactor redactor = new Redactor(List.of("Password"), List.of("[0-9]{16}"));
        Router router = router(redactor, route("a", Map.of("paths", list("/records/1234567812345678"))));
        AuditRecord record = AuditRecord.builder(Instant.EPOCH, "http", "PUT")
                .actor("1234567812345678")
                .resource("/records/1234567812345678")
                .outcome(AuditRecord.Outcome.FAILURE, "card 1234567812345678 is wrong")
                .field("path", "/records/1234567812345678")
                .field("password", "secret")
                .build();
        AuditRecord redacted = router.route(record).record();
        assertThat(redacted.toString()).doesNotContain("1234567812345678", "secret");
        assertThat(redacted.fields())
                .containsEntry("password", "[redacted]")
                .containsEntry("path", "/records/[redacted]");
        assertThat(redacted.reason()).isEqualTo("card [redacted] is wrong");
        assertThat(router.tryOut(record).record()).isEqualTo(redacted);
    }

    @Test
    void aTrialSaysWhyARouteDoesNotTakeARecord() {
        Router router = router(NOTHING, route("a", Map.of("sources", list("db"))), route("b", Map.of()));
        assertThat(router.tryOut(record("c1")).steps())
                .extracting(step -> step.route() + ": " + step.takes() + " " + step.says())
                .containsExactly("a: false source is http", "b: true to file");
    }

    @Test
    void whatCannotWorkIsRefusedByName() {
        assertThatThrownBy(() -> route("a", Map.of("outputs", list("No Name")))).hasMessageContaining("outputs");
        assertThatThrownBy(() -> new Redactor(List.of(), List.of("("))).hasMessageContaining("redactPatterns");
        assertThatThrownBy(() -> new Redactor(List.of(), List.of("x*"))).hasMessageContaining("everything");
    }

    private static AuditRecord record(String callId) {
        return AuditRecord.builder(Instant.EPOCH, "http", "GET")
                .level(AuditRecord.Level.WARN)
                .outcome(AuditRecord.Outcome.REFUSED, "")
                .callId(callId)
                .field("path", "/records/7")
                .field("tenant", "acme-1")
                .build();
    }

    private static boolean takes(AuditRecord record, Map<String, Object> options) {
        return !router(NOTHING, route("a", options)).route(record).targets().isEmpty();
    }

    private static Router router(Redactor redactor, AuditRoute... routes) {
        return new Router(List.of(routes), redactor);
    }

    private static AuditRoute route(String name, Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(Map.of("outputs", list("file")));
        all.putAll(options);
        return AuditRoute.of(name, GivenOptions.as(AuditRouteConfig.class, all));
    }

    private static String[] list(String... values) {
        return values;
    }
}
