package io.hookline.isolation.process.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values as CBOR (RFC 8949): null, booleans, integers, doubles, strings, byte arrays, lists, and maps from
 * strings. Nothing else can be written or read, so no class of the other side is ever created. Both directions limit
 * the size and the depth. Safe for use by many threads.
 */
public final class PlainCbor {

    /** The most levels of lists and maps. */
    public static final int MOST_LEVELS = 32;

    /** The most values of a message, those in lists and maps included: empty lists are one byte there and many here. */
    public static final int MOST_VALUES = 200_000;

    private static final int FIRST_ROOM = 512;

    private final CBORFactory factory;
    private final int mostBytes;

    /** For values of a size. */
    public PlainCbor(int mostBytes) {
        this.mostBytes = mostBytes;
        this.factory = CBORFactory.builder()
                // An int stays an int, and a long a long.
                .disable(CBORGenerator.Feature.WRITE_MINIMAL_INTS)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MOST_LEVELS)
                        .maxStringLength(mostBytes)
                        .maxNameLength(mostBytes)
                        .maxDocumentLength(mostBytes)
                        .build())
                .build();
    }

    /** The most bytes of a value. */
    public int mostBytes() {
        return mostBytes;
    }

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException if it is no plain value, too large or too deep; the message says which
     */
    public byte[] encode(@Nullable Object value) {
        Bounded bytes = new Bounded(mostBytes);
        try (CBORGenerator out = factory.createGenerator(bytes)) {
            write(out, value, 0, new Count());
        } catch (IOException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        return bytes.toByteArray();
    }

    private static void write(CBORGenerator out, @Nullable Object value, int level, Count count) throws IOException {
        if (!count.isNextAllowed()) {
            throw new IllegalArgumentException(Count.MESSAGE);
        }
        if (level > MOST_LEVELS) {
            throw new IllegalArgumentException("a value has more than " + MOST_LEVELS + " levels");
        }
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(bytes);
        } else if (value instanceof List<?> list) {
            out.writeStartArray(list, list.size());
            for (Object item : list) {
                write(out, item, level + 1, count);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            writeMap(out, map, level, count);
        } else {
            throw new IllegalArgumentException(value.getClass().getName() + " is no plain value");
        }
    }

    private static void writeMap(CBORGenerator out, Map<?, ?> map, int level, Count count) throws IOException {
        out.writeStartObject(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("a map has a key that is no string");
            }
            out.writeFieldName(name);
            write(out, entry.getValue(), level + 1, count);
        }
        out.writeEndObject();
    }

    /**
     * Reads a value.
     *
     * @throws ProtocolException if it is no plain value, too large or too deep, or if anything follows it
     */
    public @Nullable Object decode(byte[] bytes) throws ProtocolException {
        if (bytes.length > mostBytes) {
            throw new ProtocolException("a value of " + bytes.length + " bytes, more than " + mostBytes);
        }
        try (JsonParser in = factory.createParser(bytes)) {
            Object value = read(in, in.nextToken(), new Count());
            if (in.nextToken() != null) {
                throw new ProtocolException("something follows a value");
            }
            return value;
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ProtocolException("no value in CBOR: " + e.getMessage(), e);
        }
    }

    /** Recurses no deeper than the parser allows. */
    private static @Nullable Object read(JsonParser in, @Nullable JsonToken token, Count count) throws IOException {
        if (!count.isNextAllowed()) {
            throw new ProtocolException(Count.MESSAGE);
        }
        if (token == null) {
            throw new ProtocolException("a value is cut off");
        }
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> integer(in);
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_EMBEDDED_OBJECT -> in.getBinaryValue();
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
                    list.add(read(in, next, count));
                }
                yield list;
            }
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (JsonToken next = in.nextToken(); next == JsonToken.FIELD_NAME; next = in.nextToken()) {
                    String name = in.currentName();
                    map.put(name, read(in, in.nextToken(), count));
                }
                yield map;
            }
            default -> throw new ProtocolException("an unexpected " + token);
        };
    }

    private static Object integer(JsonParser in) throws IOException {
        JsonParser.NumberType type = in.getNumberType();
        if (type == JsonParser.NumberType.BIG_INTEGER) {
            throw new ProtocolException("an integer of more than 64 bits");
        }
        return type == JsonParser.NumberType.INT ? (Object) in.getIntValue() : (Object) in.getLongValue();
    }

    /** Counts the values of one message. */
    private static final class Count {

        static final String MESSAGE = "a message has more than " + MOST_VALUES + " values";

        private int values;

        boolean isNextAllowed() {
            return ++values <= MOST_VALUES;
        }
    }

    /** Refuses to grow beyond a size, so that a value that is too large is noticed while it is written. */
    private static final class Bounded extends ByteArrayOutputStream {

        private final int most;

        Bounded(int most) {
            super(Math.min(FIRST_ROOM, most));
            this.most = most;
        }

        @Override
        public synchronized void write(int unit) {
            check(1);
            super.write(unit);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            check(length);
            super.write(bytes, from, length);
        }

        private void check(int more) {
            if (count > most - more) {
                throw new IllegalArgumentException("a value has more than " + most + " bytes");
            }
        }
    }
}
