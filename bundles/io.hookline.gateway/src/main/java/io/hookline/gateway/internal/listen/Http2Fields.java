package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.message.Fields;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;

/** Fields as HTTP/2 has them: names in lower case, with pseudo-fields among them. */
final class Http2Fields {

    private Http2Fields() {}

    /** The head of a response. */
    static Http2Headers response(int status, Fields fields) {
        return of(fields).status(Integer.toString(status));
    }

    /** Fields without pseudo-fields. */
    static Http2Headers of(Fields fields) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        for (int i = 0; i < fields.size(); i++) {
            headers.add(fields.name(i).toLowerCase(Locale.ROOT), fields.value(i));
        }
        return headers;
    }
}
