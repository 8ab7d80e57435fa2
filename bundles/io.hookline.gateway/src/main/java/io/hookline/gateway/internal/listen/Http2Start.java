package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.function.Supplier;

/** Makes a connection speak HTTP/2, with limits for what a client can have the gateway do for nothing. */
final class Http2Start {

    private static final int WINDOW_BYTES = 256 << 10;
    private static final int MAX_EMPTY_FRAMES = 2;
    private static final int MAX_RESETS = 200;
    private static final int RESET_WINDOW_SECONDS = 30;
    private static final int MAX_SMALL_CONTINUATIONS = 16;
    private static final int MAX_QUEUED_CONTROL_FRAMES = 1_000;
    private static final long GOAWAY_PATIENCE_MS = 1_000;

    /** A stream is read frame by frame, as the call asks for them. */
    private static final RecvByteBufAllocator ONE_FRAME =
            new FixedRecvByteBufAllocator(WINDOW_BYTES).maxMessagesPerRead(1);

    private Http2Start() {}

    /** Adds what a connection needs, at the end of its pipeline. */
    static void add(ChannelPipeline pipeline, Supplier<CallServices> services, String scheme) {
        GatewaySettings settings = services.get().settings();
        Http2Idle idle = new Http2Idle(pipeline.channel(), settings.listening().idleNanos());
        pipeline.addLast(Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(settings.http2().maxStreams())
                        .maxHeaderListSize(settings.heads().maxBytes())
                        .initialWindowSize(WINDOW_BYTES))
                .validateHeaders(true)
                .validateRequiredPseudoHeaders(true)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_FRAMES)
                .decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
                .encoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
                .decoderEnforceMaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS)
                .encoderEnforceMaxQueuedControlFrames(MAX_QUEUED_CONTROL_FRAMES)
                .gracefulShutdownTimeoutMillis(GOAWAY_PATIENCE_MS)
                .build());
        pipeline.addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.config().setAutoRead(false);
                stream.config().setRecvByteBufAllocator(ONE_FRAME);
                idle.count(stream);
                stream.pipeline().addLast(new Http2Stream(services.get(), scheme));
            }
        }));
        pipeline.addLast(new FailureEnd(idle));
        pipeline.channel().config().setAutoRead(true);
    }
}
