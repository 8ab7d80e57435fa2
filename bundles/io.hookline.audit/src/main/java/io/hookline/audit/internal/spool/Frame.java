package io.hookline.audit.internal.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record in a segment: length of the payload (4 bytes), CRC32C of what follows (4), sequence (8), time of writing in
 * milliseconds since 1970 (8), payload. Numbers are big-endian.
 */
final class Frame {

    static final int HEADER_BYTES = 24;
    /** The largest payload: a longer length is damage. */
    static final int MOST_PAYLOAD_BYTES = Spool.MOST_RECORD_BYTES;

    private static final int CRC_AT = 4;
    private static final int BODY_AT = 8;

    private Frame() {}

    static void write(ByteBuffer target, long sequence, long millis, byte[] payload) {
        int start = target.position();
        target.putInt(payload.length)
                .putInt(0)
                .putLong(sequence)
                .putLong(millis)
                .put(payload);
        target.putInt(start + CRC_AT, crc(target, start + BODY_AT, HEADER_BYTES - BODY_AT + payload.length));
    }

    /** The frame at the buffer's position, which moves behind it; null, without a move, if there is no whole one. */
    static @Nullable SpooledRecord read(ByteBuffer source, long sequence) {
        int start = source.position();
        if (source.remaining() < HEADER_BYTES) {
            return null;
        }
        int length = source.getInt(start);
        if (length < 0 || length > MOST_PAYLOAD_BYTES || source.remaining() < HEADER_BYTES + length) {
            return null;
        }
        int crc = crc(source, start + BODY_AT, HEADER_BYTES - BODY_AT + length);
        if (crc != source.getInt(start + CRC_AT) || source.getLong(start + BODY_AT) != sequence) {
            return null;
        }
        byte[] payload = new byte[length];
        source.get(start + HEADER_BYTES, payload);
        source.position(start + HEADER_BYTES + length);
        return new SpooledRecord(sequence, source.getLong(start + BODY_AT + Long.BYTES), payload);
    }

    /** The sequence that a frame at this place would have. */
    static long sequence(ByteBuffer source, int start) {
        return source.getLong(start + BODY_AT);
    }

    private static int crc(ByteBuffer buffer, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(from, length));
        return (int) crc.getValue();
    }
}
