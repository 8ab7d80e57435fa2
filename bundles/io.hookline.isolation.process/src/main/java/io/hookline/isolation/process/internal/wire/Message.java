package io.hookline.isolation.process.internal.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message: its kind and its fields, which are plain values. The getters check what the other side has sent.
 *
 * @param kind what it is about
 * @param fields as {@link Kind} lists them; read-only
 */
public record Message(Kind kind, List<@Nullable Object> fields) {

    private static final Kind[] KINDS = Kind.values();

    /** The value that stands for it on the wire. */
    @SuppressWarnings("EnumOrdinal") // Their order is part of the protocol: see Kind.
    static List<@Nullable Object> encode(Kind kind, @Nullable Object... fields) {
        List<@Nullable Object> all = new ArrayList<>(fields.length + 1);
        all.add(kind.ordinal());
        all.addAll(Arrays.asList(fields));
        return all;
    }

    /** The message that a value stands for. */
    static Message decode(@Nullable Object value) throws ProtocolException {
        if (!(value instanceof List<?> all)
                || all.isEmpty()
                || !(all.get(0) instanceof Integer number)
                || number < 0
                || number >= KINDS.length) {
            throw new ProtocolException("a value that is no message");
        }
        return new Message(KINDS[number], new ArrayList<>(all.subList(1, all.size())));
    }

    /** A field that may be null, of any type. */
    public @Nullable Object value(int index) throws ProtocolException {
        if (index >= fields.size()) {
            throw wrong(index, "missing");
        }
        return fields.get(index);
    }

    /** A whole number. */
    public long number(int index) throws ProtocolException {
        if (value(index) instanceof Number number && !(number instanceof Double)) {
            return number.longValue();
        }
        throw wrong(index, "no whole number");
    }

    /** A text. */
    public String text(int index) throws ProtocolException {
        if (value(index) instanceof String text) {
            return text;
        }
        throw wrong(index, "no text");
    }

    /** A list. */
    @SuppressWarnings("unchecked") // All lists here are of plain values.
    public List<@Nullable Object> list(int index) throws ProtocolException {
        if (value(index) instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw wrong(index, "no list");
    }

    /** A map. */
    @SuppressWarnings("unchecked") // All maps here are from strings to plain values.
    public Map<String, @Nullable Object> map(int index) throws ProtocolException {
        if (value(index) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw wrong(index, "no map");
    }

    private ProtocolException wrong(int index, String how) {
        return new ProtocolException("field " + index + " of " + kind + " is " + how);
    }
}
