package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.message.Wire;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;

/**
 * Closes a connection whose client may still be sending. To close at once would make the system answer with a reset,
 * which can destroy the response before the client has read it.
 */
final class LingeringClose {

    private static final long PATIENCE_MS = 2_000;
    private static final long TLS_PATIENCE_MS = 200;
    /** The name of the handler of TLS in the pipeline. */
    static final String SECURED = "tls";

    private LingeringClose() {}

    /** Closes when all that was written has been sent; at once then, if the client has nothing unread in transit. */
    static void after(Channel channel, boolean nothingUnread) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) sent -> {
            if (nothingUnread || !sent.isSuccess() || !(channel instanceof DuplexChannel duplex)) {
                Wire.close(channel);
                return;
            }
            if (channel.pipeline().get(SECURED) != null) {
                // What is left to say is said by TLS, when the channel closes.
                Wire.later(channel.eventLoop(), TLS_PATIENCE_MS, () -> Wire.close(channel));
                channel.read();
                return;
            }
            Wire.endOutput(duplex);
            Wire.later(channel.eventLoop(), PATIENCE_MS, () -> Wire.close(channel));
            channel.read();
        });
    }
}
