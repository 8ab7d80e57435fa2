package io.hookline.outbox.internal;

import io.hookline.event.Event;
import io.hookline.sql.statement.Row;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event as its row says.
 *
 * @param row all columns of the table of waiting events, in their order
 */
record WaitingEvent(Row row) {

    long number() {
        return row.getLong(0);
    }

    String type() {
        return row.text(2);
    }

    int attempts() {
        return (int) row.getLong(6);
    }

    /**
     * The event.
     *
     * @throws IllegalArgumentException if the row was changed, and cannot be one
     */
    Event event() {
        Object payload = row.value(9);
        return new Event(
                row.text(1),
                type(),
                row.value(3) == null ? "" : row.text(3),
                row.instant(4),
                attributes(row.text(7)),
                row.text(8),
                payload instanceof byte[] bytes ? bytes : new byte[0]);
    }

    /** The values of a new row, in the order of the insert. */
    static @Nullable Object[] values(Event event, int attempts) {
        return new @Nullable Object[] {
            event.id(),
            event.type(),
            event.key().isEmpty() ? null : event.key(),
            event.time(),
            event.time(),
            attempts,
            text(event.attributes()),
            event.contentType(),
            event.payload()
        };
    }

    private static String text(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .map(one -> encoded(one.getKey()) + '=' + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            for (String one : text.split("&", -1)) {
                int middle = one.indexOf('=');
                attributes.put(decoded(one.substring(0, Math.max(0, middle))), decoded(one.substring(middle + 1)));
            }
        }
        return attributes;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
