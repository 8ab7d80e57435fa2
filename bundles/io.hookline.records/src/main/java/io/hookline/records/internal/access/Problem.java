package io.hookline.records.internal.access;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A problem response, which says what is wrong with a request and how to correct it; RFC 9457. */
final class Problem extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;
    private final transient List<String> reasons;
    private final @Nullable String cure;

    private Problem(
            int status, String detail, @Nullable String cure, Map<String, String> headers, List<String> reasons) {
        super(detail, null, false, false);
        this.status = status;
        this.cure = cure;
        this.headers = Map.copyOf(headers);
        this.reasons = List.copyOf(reasons);
    }

    static Problem of(int status, String detail, @Nullable String cure) {
        return new Problem(status, detail, cure, Map.of(), List.of());
    }

    static Problem of(int status, String detail, @Nullable String cure, String header, String value) {
        return new Problem(status, detail, cure, Map.of(header, value), List.of());
    }

    /** The response for a record that is refused. */
    static Problem refused(List<String> reasons) {
        return new Problem(422, "The record is refused.", "Correct what 'reasons' names.", Map.of(), reasons);
    }

    int status() {
        return status;
    }

    /** What is wrong. */
    String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** How to correct it; null if the client cannot. */
    @Nullable
    String cure() {
        return cure;
    }

    Map<String, String> headers() {
        return headers;
    }

    List<String> reasons() {
        return reasons;
    }
}
