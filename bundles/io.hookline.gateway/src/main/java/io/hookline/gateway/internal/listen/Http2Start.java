package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.util.function.Supplier;

/** Makes a connection speak HTTP/2. */
final class Http2Start {

    /** A stream is read frame by frame, as the call asks for them. */
    private static final RecvByteBufAllocator ONE_FRAME =
            new FixedRecvByteBufAllocator(Http2CodecBuilder.WINDOW_BYTES).maxMessagesPerRead(1);

    private Http2Start() {}

    /** Adds what a connection needs, at the end of its pipeline. */
    static void add(ChannelPipeline pipeline, Supplier<CallServices> services, String scheme) {
        GatewaySettings settings = services.get().settings();
        Http2Idle idle = new Http2Idle(pipeline.channel(), settings.listening().idleNanos());
        Http2Farewell farewell = new Http2Farewell();
        Http2Unread unread = new Http2Unread();
        pipeline.addLast(new Http2HeadDeadline(settings.heads().timeoutNanos()));
        pipeline.addLast(farewell);
        pipeline.addLast(Http2CodecBuilder.build(settings, farewell, unread));
        pipeline.addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.config().setAutoRead(false);
                stream.config().setRecvByteBufAllocator(ONE_FRAME);
                idle.count(stream);
                stream.pipeline().addLast(new Http2Stream(services.get(), scheme, (Http2StreamChannel) stream, unread));
            }
        }));
        pipeline.addLast(new FailureEnd(idle));
        pipeline.channel().config().setAutoRead(true);
        if (services.get().inFlight().isClosing()) {
            pipeline.fireUserEventTriggered(Drain.BEGIN);
        }
    }
}
