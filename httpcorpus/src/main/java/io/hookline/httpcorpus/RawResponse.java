package io.hookline.httpcorpus;

import java.util.List;
import java.util.Locale;

/**
 * A response as the client received it.
 *
 * @param line the status line
 * @param status the status code, or -1 if the line is no status line
 * @param fields the header fields
 * @param body the decoded body
 * @param trailers the trailer fields
 * @param complete whether all of it arrived; a body that ends with the connection is complete then
 */
public record RawResponse(
        String line, int status, List<Field> fields, String body, List<Field> trailers, boolean complete) {

    public RawResponse {
        fields = List.copyOf(fields);
        trailers = List.copyOf(trailers);
    }

    public boolean isInterim() {
        return status >= 100 && status < 200 && status != 101;
    }

    /** The values of the header fields of a name. */
    public List<String> values(String name) {
        return Field.values(fields, name);
    }

    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** Whether the proxy says that it will end the connection. */
    public boolean announcesClose() {
        return values("Connection").stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"))
                || (line.startsWith("HTTP/1.0") && !has("Connection"));
    }
}
