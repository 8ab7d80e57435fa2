package io.hookline.admin.internal.http;

import io.hookline.common.json.Json;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that cannot be answered as it was meant to be; becomes problem details (RFC 9457). */
public final class Problem extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient HttpResponseStatus status;
    private final transient Map<String, String> headers;

    /** With the cause and the remedy, in words. */
    public Problem(HttpResponseStatus status, String detail) {
        this(status, detail, Map.of());
    }

    private Problem(HttpResponseStatus status, String detail, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.headers = headers;
    }

    /** A problem of the request itself. */
    public static Problem malformed(String detail) {
        return new Problem(HttpResponseStatus.BAD_REQUEST, detail);
    }

    /** Something that is not there. */
    public static Problem notFound(String detail) {
        return new Problem(HttpResponseStatus.NOT_FOUND, detail);
    }

    /** The same with a header field. */
    public Problem with(CharSequence name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name.toString(), value);
        return new Problem(status, String.valueOf(getMessage()), all);
    }

    public HttpResponseStatus status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The problem details, with a line end. */
    String json() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("title", status.reasonPhrase());
        details.put("status", status.code());
        details.put("detail", String.valueOf(getMessage()));
        return Json.of(details);
    }
}
