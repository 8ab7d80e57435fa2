package io.hookline.common.httpoutput;

import io.hookline.common.text.Printable;
import java.time.Duration;

/**
 * What a receiver answered. Immutable.
 *
 * @param status the status
 * @param pause how long it asked not to be called; zero if it did not ask
 * @param contentType the type of the body; empty if it is not known
 * @param body the body
 */
public record Answer(int status, Duration pause, String contentType, String body) {

    /** Whether the status is 200 to 299. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The status and the beginning of the body, for messages. */
    public String excerpt() {
        String text = body.strip();
        return text.isEmpty() ? "status " + status : "status " + status + ": " + Printable.excerpt(text);
    }
}
