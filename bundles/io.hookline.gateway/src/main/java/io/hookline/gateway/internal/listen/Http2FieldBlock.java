package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.message.Fields;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * The fields of one block exactly as they came, with pseudo-fields at their places. Nothing is checked here, so that
 * what is malformed becomes a request that is refused, like one of HTTP/1.1. Netty sees it as empty.
 */
final class Http2FieldBlock extends DefaultHttp2Headers {

    /** What RFC 9113, section 6.5.2, counts for each field. */
    private static final int FIELD_OVERHEAD = 32;

    private final int maxBytes;
    private final Fields lines = new Fields();
    private long bytes;

    /** A block of which nothing is kept beyond this size. */
    Http2FieldBlock(int maxBytes) {
        super(false);
        this.maxBytes = maxBytes;
    }

    @Override
    public Http2Headers add(CharSequence name, CharSequence value) {
        bytes += FIELD_OVERHEAD + name.length() + value.length();
        if (bytes <= maxBytes) {
            lines.add(name.toString(), value.toString());
        }
        return this;
    }

    /** The field lines. */
    Fields lines() {
        return lines;
    }

    /** The size of all fields, also of those that were not kept. */
    long bytes() {
        return bytes;
    }
}
