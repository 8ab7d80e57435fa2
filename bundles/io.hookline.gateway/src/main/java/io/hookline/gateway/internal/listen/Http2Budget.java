package io.hookline.gateway.internal.listen;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.TimeUnit;

/**
 * Counts the frames of a client that carry no message: some are allowed in each span of time, and more as messages are
 * exchanged. Without it a client could keep a thread busy with frames that cost itself nothing. On the I/O thread only.
 */
final class Http2Budget {

    /** Control frames in a span of time. */
    static final int CONTROL_FRAMES = 1_000;
    /** SETTINGS frames in a span of time; each is applied to all streams. */
    static final int SETTINGS_FRAMES = 100;
    /** Further control frames for each frame of a message, and for each 16 KiB of it. */
    static final int PER_MESSAGE_FRAME = 10;

    private static final int FRAME_BYTES = 16 << 10;
    private static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long begun = System.nanoTime();
    private long left = CONTROL_FRAMES;
    private int settingsLeft = SETTINGS_FRAMES;

    /** A frame of a message was received, or one with this many bytes of data is sent. */
    void earn(int bytes) {
        left += PER_MESSAGE_FRAME * (1L + bytes / FRAME_BYTES);
    }

    /**
     * A frame was received that carries no message.
     *
     * @throws Http2Exception for the whole connection, if there are too many
     */
    void spend() throws Http2Exception {
        turn();
        left--;
        if (left < 0) {
            throw connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many control frames");
        }
    }

    /**
     * A SETTINGS frame was received.
     *
     * @throws Http2Exception for the whole connection, if there are too many
     */
    void spendSettings() throws Http2Exception {
        spend();
        settingsLeft--;
        if (settingsLeft < 0) {
            throw connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many SETTINGS frames");
        }
    }

    private void turn() {
        long now = System.nanoTime();
        if (now - begun > SPAN_NANOS) {
            begun = now;
            left = CONTROL_FRAMES;
            settingsLeft = SETTINGS_FRAMES;
        }
    }
}
