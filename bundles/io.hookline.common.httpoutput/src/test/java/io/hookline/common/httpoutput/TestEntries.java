package io.hookline.common.httpoutput;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Records for the tests of outputs. */
public final class TestEntries {

    /** The time of the record with the sequence 0; each further one is a millisecond later. */
    public static final Instant START = Instant.parse("2026-11-28T10:00:00.123456789Z");

    private TestEntries() {}

    /** Records with these sequences, the last one included. */
    public static List<AuditEntry> range(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(TestEntries::of).toList();
    }

    /** A record of a request, with a label. */
    public static AuditEntry of(long sequence) {
        return of(
                sequence,
                AuditRecord.builder(START.plusMillis(sequence), "http", "GET")
                        .resource("/records/" + sequence)
                        .actor("alice")
                        .callId("call-" + sequence)
                        .field("path", "/records/" + sequence)
                        .build(),
                Map.of("team", "blue"));
    }

    /** A record as the pipeline hands it over. */
    public static AuditEntry of(long sequence, AuditRecord record, Map<String, String> labels) {
        StringBuilder json = new StringBuilder("{\"sequence\":" + sequence);
        json.append(",\"time\":\"").append(record.time()).append('"');
        json.append(",\"source\":\"").append(record.source()).append('"');
        json.append(",\"level\":\"").append(record.level()).append('"');
        json.append(",\"actor\":\"").append(record.actor()).append('"');
        json.append(",\"action\":\"").append(record.action()).append('"');
        json.append(",\"resource\":\"").append(record.resource()).append('"');
        json.append(",\"outcome\":\"").append(record.outcome()).append('"');
        json.append(",\"callId\":\"").append(record.callId()).append('"');
        texts(json, "fields", record.fields());
        texts(json, "labels", labels);
        return new AuditEntry(sequence, record, labels, json.append('}').toString());
    }

    private static void texts(StringBuilder json, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            json.append(",\"").append(name).append("\":{");
            String comma = "";
            for (Map.Entry<String, String> text : texts.entrySet()) {
                json.append(comma).append('"').append(text.getKey()).append("\":\"");
                json.append(text.getValue()).append('"');
                comma = ",";
            }
            json.append('}');
        }
    }
}
