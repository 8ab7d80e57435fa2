package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.config.GatewaySettings;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/** Puts Netty's codec of HTTP/2 together with what the gateway checks itself. One for each connection. */
final class Http2CodecBuilder extends Http2FrameCodecBuilder {

    /** The bytes that a client may send on a stream before the gateway has taken them. */
    static final int WINDOW_BYTES = 256 << 10;

    private static final int MAX_EMPTY_FRAMES = 2;
    private static final int MAX_RESETS = 200;
    private static final int RESETS_SPAN_SECONDS = 30;
    private static final int MAX_SMALL_CONTINUATIONS = 16;
    private static final long GOAWAY_PATIENCE_MS = 1_000;

    private final Http2Connection connection = new DefaultHttp2Connection(true);

    private Http2CodecBuilder(GatewaySettings settings, Http2Unread unread) {
        int maxFieldBytes = settings.heads().maxBytes();
        Http2Budget budget = new Http2Budget();
        ResetStreams resets = new ResetStreams();
        // Knows no priorities: a client could make a tree of them expensive.
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
        Http2Encoder encoder = new Http2Encoder(
                new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter()), budget, resets);
        Http2FrameReader reader =
                new DefaultHttp2FrameReader(new Http2FieldDecoder(maxFieldBytes), MAX_SMALL_CONTINUATIONS);
        // These can only be set before the codec.
        decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_FRAMES);
        decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESETS_SPAN_SECONDS);
        codec(
                new DefaultHttp2ConnectionDecoder(
                        connection,
                        encoder,
                        new Http2FrameGuard(reader, connection, budget, resets, unread),
                        Http2PromisedRequestVerifier.ALWAYS_VERIFY,
                        true,
                        true,
                        false),
                encoder);
        initialSettings(Http2Settings.defaultSettings()
                .maxConcurrentStreams(settings.http2().maxStreams())
                .maxHeaderListSize(maxFieldBytes)
                .initialWindowSize(WINDOW_BYTES));
        gracefulShutdownTimeoutMillis(GOAWAY_PATIENCE_MS);
    }

    /** A codec whose errors the farewell notices. */
    static Http2FrameCodec build(GatewaySettings settings, Http2Farewell farewell, Http2Unread unread) {
        Http2CodecBuilder builder = new Http2CodecBuilder(settings, unread);
        farewell.listenTo(builder.connection);
        return builder.build();
    }
}
