package io.hookline.plugin.auditsplunk.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.audit.output.AuditEntry;
import io.hookline.common.httpoutput.Answer;
import io.hookline.common.httpoutput.HttpCall;
import io.hookline.common.httpoutput.HttpSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Asks which requests Splunk has indexed:
 *
 * <pre>
 * event, channel ─► ackId n;  ask for n ─► false, false, ... true: delivered
 *                                     └─► still false at the timeout: sent again, on another channel
 * </pre>
 *
 * A number belongs to a channel, which is made at random, so that no other client's numbers are taken for ours. For one
 * thread at a time.
 */
final class Acknowledgements {

    /** What to do if the token has none. */
    static final String CURE = "enable indexer acknowledgement for the token in Splunk, or set acknowledge=false";

    private final HttpSender sender;
    private final long pollMillis;
    private final long timeoutNanos;
    private final Map<Long, List<AuditEntry>> expected = new TreeMap<>();
    /** Why records were taken, but will never be acknowledged, by their sequences. */
    private final Map<Long, String> lost = new HashMap<>();

    private String channel = newChannel();
    private boolean isOpen;

    Acknowledgements(HttpSender sender, long pollMillis, long timeoutMillis) {
        this.sender = sender;
        this.pollMillis = pollMillis;
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    }

    String channel() {
        return channel;
    }

    void renewChannel() {
        channel = newChannel();
    }

    /**
     * Finds out, before anything is sent, whether the token has acknowledgements: without them each repetition would
     * double records.
     *
     * @return why it cannot begin; empty if it can
     */
    String open() throws InterruptedException {
        expected.clear();
        lost.clear();
        if (isOpen) {
            return "";
        }
        try {
            Answer answer = ask("0");
            if (HecAnswer.code(HecAnswer.json(answer)) == HecCode.ACK_IS_DISABLED) {
                return answer.excerpt() + "; " + CURE;
            }
            isOpen = answer.isSuccess();
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A request was taken. */
    void expect(JsonNode number, List<AuditEntry> entries) {
        if (number.isIntegralNumber()) {
            expected.put(number.longValue(), entries);
        } else {
            isOpen = false;
            entries.forEach(entry -> lost.put(entry.sequence(), "Splunk gave no ackId; " + CURE));
        }
    }

    /**
     * Waits until Splunk has indexed what it took, or the timeout.
     *
     * @return why a record counts as not delivered, by its sequence
     */
    Map<Long, String> await() throws InterruptedException {
        long end = System.nanoTime() + timeoutNanos;
        String problem = "";
        while (!expected.isEmpty()) {
            try {
                Answer answer =
                        ask(expected.keySet().stream().map(String::valueOf).collect(Collectors.joining(",")));
                problem = answer.isSuccess() ? "" : "; " + answer.excerpt();
                JsonNode acks = HecAnswer.json(answer).path("acks");
                expected.keySet()
                        .removeIf(number -> acks.path(Long.toString(number)).asBoolean(false));
            } catch (IOException e) {
                problem = "; " + e.getMessage();
            }
            if (!expected.isEmpty() && System.nanoTime() - end >= 0) {
                giveUp(problem);
            } else if (!expected.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(pollMillis);
            }
        }
        return Map.copyOf(lost);
    }

    private void giveUp(String problem) {
        String reason =
                "Splunk has not acknowledged within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms" + problem;
        expected.values().forEach(entries -> entries.forEach(entry -> lost.put(entry.sequence(), reason)));
        expected.clear();
        renewChannel();
    }

    private Answer ask(String numbers) throws IOException, InterruptedException {
        return sender.send(new HttpCall(
                "POST",
                "/services/collector/ack?channel=" + channel,
                "application/json",
                Map.of("X-Splunk-Request-Channel", channel),
                ("{\"acks\":[" + numbers + "]}").getBytes(StandardCharsets.UTF_8)));
    }

    private static String newChannel() {
        return UUID.randomUUID().toString();
    }
}
