package io.hookline.common.httpoutput;

import java.util.Map;

/**
 * A request to a receiver. Immutable, if its body is left alone.
 *
 * @param method such as {@code POST}
 * @param path what follows the configured address; begins with a slash
 * @param contentType the type of the body; not sent if there is none
 * @param headers further headers
 * @param body the body before compression; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nothing, and too large to be copied.
public record HttpCall(String method, String path, String contentType, Map<String, String> headers, byte[] body) {

    /** A POST without further headers. */
    public static HttpCall post(String path, String contentType, byte[] body) {
        return new HttpCall("POST", path, contentType, Map.of(), body);
    }
}
