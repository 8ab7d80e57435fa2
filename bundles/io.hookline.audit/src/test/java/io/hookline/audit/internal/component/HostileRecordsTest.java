package io.hookline.audit.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Neither what a record holds nor what an output answers makes records vanish, or shows a secret. */
@Timeout(300)
class HostileRecordsTest {

    private static final Map<String, Object> QUICK = Map.of("flushMillis", 1L, "retryMillis", 1L, "retryMaxMillis", 2L);
    private static final String OUTPUT = "file";

    @TempDir
    Path folder;

    private final List<AuditEntry> arrived = new CopyOnWriteArrayList<>();
    private TestPipeline pipeline;

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void halfASurrogatePairIsReplacedAndTheRecordArrives() throws Exception {
        open(Map.of());
        AuditRecord record = arrival(start("GET\ud800")
                .actor("\udc00ann")
                .resource("/a\ud83d\ude00\ud83d")
                .releases(List.of("a\ud800@1"))
                .field("na\udfffme", "\ud800\ud800")
                .build());
        assertThat(record.action()).isEqualTo("GET\ufffd");
        assertThat(record.actor()).isEqualTo("\ufffdann");
        assertThat(record.resource()).isEqualTo("/a\ud83d\ude00\ufffd");
        assertThat(record.releases()).containsExactly("a\ufffd@1");
        assertThat(record.fields()).containsExactly(Map.entry("na\ufffdme", "\ufffd\ufffd"));
    }

    @Test
    void aRecordThatIsTooLongArrivesShortened() throws Exception {
        open(Map.of());
        AuditRecord long1 = arrival(start("a")
                .actor("ann")
                .resource("\u0001".repeat(1_000_000))
                .field("path", "/records")
                .field("body", "\u0001".repeat(1_000_000))
                .field("tenant", "acme")
                .build());
        assertThat(long1.actor()).isEqualTo("ann");
        assertThat(long1.resource()).hasSizeLessThan(10_000).startsWith("\u0001");
        assertThat(long1.fields()).containsEntry("path", "/records").containsEntry("tenant", "acme");
        assertThat(long1.fields().get("hookline.shortened")).contains("characters");
        AuditRecord.Builder many = start("b").actor("ann");
        for (int i = 0; i < 10_000; i++) {
            many.field("field " + i, "\ud83d\ude00".repeat(100));
        }
        AuditRecord wide = arrival(many.build());
        assertThat(wide.actor()).isEqualTo("ann");
        assertThat(wide.fields()).containsKeys("field 0", "field 99", "hookline.shortened");
    }

    @Test
    void aFieldWithAVeryLongNameArrives() throws Exception {
        open(Map.of());
        AuditRecord record = arrival(start("a")
                .actor("ann")
                .field("x".repeat(60_000), "value")
                .field("path", "/records")
                .build());
        assertThat(record.actor()).isEqualTo("ann");
        assertThat(record.fields()).containsEntry("path", "/records").containsValue("value");
    }

    @Test
    void aSecretIsRemovedWhereverItStands() throws Exception {
        open(Map.of("redactPatterns", new String[] {"key-[0-9]+"}));
        AuditRecord record = arrival(start("key-1")
                .actor("key-2")
                .resource("/key-3")
                .outcome(AuditRecord.Outcome.REFUSED, "key-4")
                .callId("key-5")
                .traceId("key-6")
                .releases(List.of("key-7@1.0.0"))
                .field("key-8", "key-9")
                .build());
        assertThat(record.toString()).doesNotContain("key-");
        assertThat(record.fields()).containsExactly(Map.entry("[redacted]", "[redacted]"));
    }

    @Test
    void aTextThatAPatternCannotSearchIsRemovedAsAWhole() throws Exception {
        open(Map.of("redactPatterns", new String[] {"secret(?:a|b)*c"}));
        AuditRecord record = arrival(start("a")
                .actor("ann")
                .resource("secret" + "ab".repeat(100_000))
                .build());
        assertThat(record.actor()).isEqualTo("ann");
        assertThat(record.resource()).isEqualTo("[redacted]");
    }

    @Test
    void anOutputThatAnswersNonsenseGetsItsRecordsAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        start(Map.of(), entries -> switch (attempts.incrementAndGet()) {
            case 1 -> nothing();
            case 2 -> Arrays.asList(new Delivery[entries.size()]);
            case 3 -> List.of(Delivery.retry(nothing()));
            case 4 -> List.of(Delivery.retryAfter(nothing(), "busy"));
            case 5 -> List.of(Delivery.rejected(nothing()));
            case 6 -> Collections.nCopies(entries.size() + 1, Delivery.DONE);
            default -> take(entries);
        });
        arrival(start("a").build());
        assertThat(pipeline.output(OUTPUT).rejected()).isZero();
        assertThat(pipeline.output(OUTPUT).dropped()).isZero();
    }

    private void open(Map<String, Object> options) throws Exception {
        start(options, this::take);
    }

    private void start(Map<String, Object> options, AuditOutput output) throws Exception {
        Map<String, Object> all = new HashMap<>(QUICK);
        all.putAll(options);
        pipeline = new TestPipeline(folder, all, OUTPUT);
        pipeline.bind(OUTPUT, output);
    }

    private List<Delivery> take(List<AuditEntry> entries) {
        arrived.addAll(entries);
        return Collections.nCopies(entries.size(), Delivery.DONE);
    }

    private AuditRecord arrival(AuditRecord record) {
        int before = arrived.size();
        pipeline.put(record);
        await().atMost(Duration.ofSeconds(200))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> arrived.size() > before);
        return arrived.get(before).record();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // A plugin may be written without NullAway.
    private static <T> T nothing() {
        return null;
    }

    private static AuditRecord.Builder start(String action) {
        return AuditRecord.builder(Instant.EPOCH, "http", action);
    }
}
