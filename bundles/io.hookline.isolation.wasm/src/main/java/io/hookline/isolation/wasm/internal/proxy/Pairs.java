package io.hookline.isolation.wasm.internal.proxy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Header fields as proxy-wasm writes them into memory: the number of pairs, the lengths of all names and values, then
 * each of them with a zero behind it. One character is one byte, as on the wire.
 */
final class Pairs {

    private static final int MOST_PAIRS = 10_000;

    private Pairs() {}

    static byte[] encode(List<Map.Entry<String, String>> pairs) {
        int size = Integer.BYTES;
        for (Map.Entry<String, String> pair : pairs) {
            size += 2 * Integer.BYTES + pair.getKey().length() + pair.getValue().length() + 2;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(pairs.size());
        for (Map.Entry<String, String> pair : pairs) {
            buffer.putInt(pair.getKey().length()).putInt(pair.getValue().length());
        }
        for (Map.Entry<String, String> pair : pairs) {
            buffer.put(bytes(pair.getKey())).put((byte) 0);
            buffer.put(bytes(pair.getValue())).put((byte) 0);
        }
        return buffer.array();
    }

    /**
     * Reads pairs.
     *
     * @throws IllegalArgumentException if the bytes are not of that form
     */
    static List<Map.Entry<String, String>> decode(byte[] bytes) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        if (bytes.length < Integer.BYTES) {
            return pairs;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = buffer.getInt();
        if (count < 0 || count > MOST_PAIRS || bytes.length < Integer.BYTES + (long) count * 2 * Integer.BYTES) {
            throw new IllegalArgumentException(
                    "the serialized map states " + Integer.toUnsignedString(count) + " pairs");
        }
        int[] lengths = new int[2 * count];
        buffer.asIntBuffer().get(lengths);
        buffer.position(Integer.BYTES + lengths.length * Integer.BYTES);
        try {
            for (int i = 0; i < lengths.length; i += 2) {
                pairs.add(Map.entry(text(buffer, lengths[i]), text(buffer, lengths[i + 1])));
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the serialized map is cut off", e);
        }
        return pairs;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String text(ByteBuffer buffer, int length) {
        if (length < 0 || length >= buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        buffer.get();
        return text(bytes);
    }
}
