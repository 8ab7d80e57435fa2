package io.hookline.admin.internal;

import io.hookline.common.json.Json;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that cannot be answered as it was meant to be; becomes problem details (RFC 9457). */
final class Problem extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient HttpResponseStatus status;

    /** With the cause and the remedy, in words. */
    Problem(HttpResponseStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    HttpResponseStatus status() {
        return status;
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
