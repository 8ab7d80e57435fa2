package io.hookline.gateway.internal.listen;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/**
 * Counts the DATA frames of a connection that calls have not taken yet. Windows limit their bytes, but each frame costs
 * memory of its own, so many tiny ones would cost a hundred times what they hold. On the I/O thread only.
 */
final class Http2Unread {

    private static final int MAX_FRAMES = 20_000;

    private final IntObjectMap<int[]> streams = new IntObjectHashMap<>();
    private int frames;

    /**
     * A frame arrived.
     *
     * @throws Http2Exception for the whole connection, if too many are unread
     */
    void arrived(int stream) throws Http2Exception {
        int[] count = streams.get(stream);
        if (count == null) {
            return;
        }
        count[0]++;
        frames++;
        if (frames > MAX_FRAMES) {
            throw connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many frames of data are unread");
        }
    }

    /** A stream begins. */
    void opened(int stream) {
        streams.put(stream, new int[1]);
    }

    /** A frame was taken. */
    void taken(int stream) {
        int[] count = streams.get(stream);
        if (count != null) {
            count[0]--;
            frames--;
        }
    }

    /** A stream ended; what was unread is gone. */
    void closed(int stream) {
        int[] count = streams.remove(stream);
        if (count != null) {
            frames -= count[0];
        }
    }
}
