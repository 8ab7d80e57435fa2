package io.hookline.gateway.internal.strangle;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A copy of a body as it passes, up to a limit. */
final class BodyCopy {

    private final int most;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private boolean tooLong;

    BodyCopy(int most) {
        this.most = most;
    }

    /** Copies a piece, which stays as it is. */
    void add(ByteBuf piece) {
        if (tooLong || bytes.size() + piece.readableBytes() > most) {
            tooLong = true;
            bytes = new ByteArrayOutputStream(0);
            return;
        }
        try {
            piece.getBytes(piece.readerIndex(), bytes, piece.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there was more than the limit; then there is no copy. */
    boolean isTooLong() {
        return tooLong;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
