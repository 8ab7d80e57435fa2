package io.hookline.gateway.hook;

import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param ending whether the client got the whole response
 * @param failure why the gateway failed the call or broke its response off; null if it did not
 * @since 1.1
 */
public record Completion(Ending ending, @Nullable Failure failure) {

    /** Whether the client got the whole response. */
    public enum Ending {
        /** The whole response was passed to the connection. */
        COMPLETE,
        /** The response was broken off. */
        BROKEN_OFF,
        /** The client left before. */
        CLIENT_GONE
    }
}
