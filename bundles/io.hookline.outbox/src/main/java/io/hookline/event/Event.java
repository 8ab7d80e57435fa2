package io.hookline.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened. Immutable, as long as the payload's bytes are left as they are.
 *
 * @param id identifies the event: the same at each delivery, so that it is the idempotency key of consumers; at most 64
 *     printable ASCII characters without space
 * @param type what has happened: lower-case words joined by dots or hyphens, at most 100 characters; hooks for it stand
 *     at {@code event.} and the type
 * @param key what it has happened to: events of one key are delivered in their order; empty for none; at most 200
 *     characters
 * @param time when it has happened, to the millisecond
 * @param attributes further texts by name, in order
 * @param contentType the media type of the payload, at most 200 characters
 * @param payload at most {@value #MOST_BYTES} bytes; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Event(
        String id,
        String type,
        String key,
        Instant time,
        Map<String, String> attributes,
        String contentType,
        byte[] payload) {

    /** The most bytes that a payload has. */
    public static final int MOST_BYTES = 1_000_000;

    /** The most characters that all names and values of attributes have together. */
    public static final int MOST_ATTRIBUTES = 8_000;

    private static final Pattern TYPE = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
    private static final Pattern ID = Pattern.compile("[!-~]{1,64}");

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is exceeded; the message names it
     */
    public Event {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an event's id has 1 to 64 printable ASCII characters without space");
        }
        if (type.length() > 100 || !TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("'" + type + "' cannot be an event's type: use lower-case words and"
                    + " digits joined by '.' or '-', at most 100 characters, for instance order-placed");
        }
        requireText("key", key, 200);
        requireText("contentType", contentType, 200);
        time = time.truncatedTo(ChronoUnit.MILLIS);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        int characters = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            requireText("name of an attribute", attribute.getKey(), MOST_ATTRIBUTES);
            requireText("attribute " + attribute.getKey(), attribute.getValue(), MOST_ATTRIBUTES);
            characters += attribute.getKey().length() + attribute.getValue().length();
        }
        if (characters > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException("the event's attributes have " + characters + " characters: "
                    + MOST_ATTRIBUTES + " at most. Put them into the payload.");
        }
        if (payload.length > MOST_BYTES) {
            throw new IllegalArgumentException("the event's payload has " + payload.length + " bytes: " + MOST_BYTES
                    + " at most. Store it elsewhere and send its address.");
        }
    }

    /** An event of now with a new id, without attributes. */
    public static Event of(String type, String key, String contentType, byte[] payload) {
        return new Event(UUID.randomUUID().toString(), type, key, Instant.now(), Map.of(), contentType, payload);
    }

    /** An event of now with a new id and a payload of JSON. */
    public static Event json(String type, String key, String json) {
        return of(type, key, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same event with one attribute more. */
    public Event withAttribute(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new Event(id, type, key, time, more, contentType, payload);
    }

    private static void requireText(String what, String text, int most) {
        if (text.length() > most
                || text.indexOf('\0') >= 0
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("the event's " + what + " has " + text.length()
                    + " characters: it may have " + most + ", without NUL and unpaired surrogates");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Event event
                && id.equals(event.id)
                && type.equals(event.type)
                && key.equals(event.key)
                && time.equals(event.time)
                && attributes.equals(event.attributes)
                && contentType.equals(event.contentType)
                && Arrays.equals(payload, event.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, type);
    }

    /** Without attributes and payload, which may be secret. */
    @Override
    public String toString() {
        return "Event[" + id + ", " + type + ", key " + key + ", " + payload.length + " bytes]";
    }
}
