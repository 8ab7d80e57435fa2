package io.hookline.records.internal.access;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that has arrived completely. */
final class RecordsRequest {

    private final HttpRequest head;
    private final QueryStringDecoder target;
    private final byte @Nullable [] body;

    /** With the head and the body, which is null if it is too big. */
    RecordsRequest(HttpRequest head, byte @Nullable [] body) {
        this.head = head;
        this.target = new QueryStringDecoder(head.uri());
        this.body = body;
    }

    HttpMethod method() {
        return head.method();
    }

    /** The path, still encoded. */
    String path() {
        return target.rawPath();
    }

    /** The values of each parameter of the query. */
    Map<String, List<String>> parameters() {
        return target.parameters();
    }

    HttpHeaders headers() {
        return head.headers();
    }

    /** The body; null if it is too big. */
    byte @Nullable [] body() {
        return body;
    }
}
