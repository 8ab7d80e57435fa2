package io.hookline.plugin.compress.internal;

import io.hookline.gateway.hook.BodyTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Compresses a body with gzip (RFC 1952). Takes no memory before the first byte. */
final class GzipTransform implements BodyTransform {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER_BYTES = 8;

    private final int level;
    private final boolean flushes;
    private final CRC32 checksum = new CRC32();
    private ByteBuffer frame = ByteBuffer.wrap(HEADER);
    private @Nullable Deflater deflater;
    private boolean held;
    private boolean finished;

    /**
     * A transform for one body.
     *
     * @param flushes whether the client gets what has arrived whenever the upstream pauses
     */
    GzipTransform(int level, boolean flushes) {
        this.level = level;
        this.flushes = flushes;
    }

    @Override
    public void transform(ByteBuffer in, ByteBuffer out) {
        if (!putFrame(out)) {
            return;
        }
        Deflater deflating = deflater();
        deflating.setInput(in);
        int start = in.position();
        int given = 1;
        while (given > 0 && out.hasRemaining()) {
            given = deflating.deflate(out);
        }
        held |= in.position() > start;
        ByteBuffer taken = in.duplicate();
        taken.position(start).limit(in.position());
        checksum.update(taken);
    }

    @Override
    public void flush(ByteBuffer out) {
        if (flushes && held) {
            deflater().deflate(out, Deflater.SYNC_FLUSH);
            held = !out.hasRemaining();
        }
    }

    @Override
    public void end(ByteBuffer out) {
        if (!putFrame(out)) {
            return;
        }
        if (!finished) {
            Deflater deflating = deflater();
            deflating.finish();
            while (!deflating.finished() && out.hasRemaining()) {
                deflating.deflate(out);
            }
            if (!deflating.finished()) {
                return;
            }
            finished = true;
            frame = ByteBuffer.allocate(TRAILER_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) checksum.getValue())
                    .putInt((int) deflating.getBytesRead())
                    .flip();
        }
        putFrame(out);
    }

    @Override
    public void close() {
        Deflater deflating = deflater;
        if (deflating != null) {
            deflating.end();
        }
    }

    /** Gives what is left of the header or the trailer; false if the room does not suffice. */
    private boolean putFrame(ByteBuffer out) {
        while (frame.hasRemaining() && out.hasRemaining()) {
            out.put(frame.get());
        }
        return !frame.hasRemaining();
    }

    private Deflater deflater() {
        Deflater known = deflater;
        if (known == null) {
            known = new Deflater(level, true);
            deflater = known;
        }
        return known;
    }
}
