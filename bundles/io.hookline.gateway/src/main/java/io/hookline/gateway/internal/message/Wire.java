package io.hookline.gateway.internal.message;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * Writes to channels and closes them without waiting. A write that fails reaches the channel's last handler as an
 * exception, and its end as the end of the channel, so the futures say nothing new.
 */
@SuppressWarnings("FutureReturnValueIgnored")
public final class Wire {

    private Wire() {}

    /** Writes; sent with the next flush. */
    public static void write(Channel channel, Object message) {
        channel.write(message, channel.voidPromise());
    }

    /** Writes and sends. */
    public static void send(Channel channel, Object message) {
        channel.writeAndFlush(message, channel.voidPromise());
    }

    /** Writes and sends from a handler of the pipeline, past the handlers behind it. */
    public static void sendFrom(ChannelHandlerContext ctx, Object message) {
        ctx.writeAndFlush(message);
    }

    /** Closes. */
    public static void close(Channel channel) {
        channel.close();
    }

    /** Closes, without the handlers behind this one. */
    public static void close(ChannelHandlerContext handler, ChannelPromise done) {
        handler.close(done);
    }

    /** Closes so that the peer cannot take it for an orderly end, TLS included. On the channel's I/O thread. */
    public static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        // Ahead of TLS, which would say that the data is complete.
        channel.unsafe().close(channel.unsafe().voidPromise());
    }

    /** Tells the peer that nothing more follows. */
    public static void endOutput(DuplexChannel channel) {
        channel.shutdownOutput();
    }

    /** Runs a task later that cannot be cancelled, and that does not throw. */
    public static void later(EventLoop loop, long delayMillis, Runnable task) {
        loop.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }

    /** Runs a task again and again until the thread ends; it must not throw. */
    public static void repeat(EventLoop loop, long intervalMillis, Runnable task) {
        loop.scheduleWithFixedDelay(task, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    }
}
