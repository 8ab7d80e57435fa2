package io.hookline.gateway.internal.listen;

import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Decodes blocks of fields without a judgement on them. Netty's own checks fail before the stream exists, so that the
 * rest of the request would be an error of the whole connection.
 */
final class Http2FieldDecoder extends DefaultHttp2HeadersDecoder {

    private final int maxBytes;

    /** Keeps this many bytes of a block's fields; a block that is a quarter longer as sent ends the connection. */
    Http2FieldDecoder(int maxBytes) {
        super(false, Http2CodecUtil.MAX_HEADER_LIST_SIZE);
        this.maxBytes = maxBytes;
    }

    @Override
    public void maxHeaderListSize(long max, long goAwayMax) {
        // The block itself enforces it.
    }

    @Override
    public long maxHeaderListSize() {
        return maxBytes;
    }

    @Override
    public long maxHeaderListSizeGoAway() {
        return Http2CodecUtil.calculateMaxHeaderListSizeGoAway(maxBytes);
    }

    @Override
    protected Http2Headers newHeaders() {
        return new Http2FieldBlock(maxBytes);
    }
}
