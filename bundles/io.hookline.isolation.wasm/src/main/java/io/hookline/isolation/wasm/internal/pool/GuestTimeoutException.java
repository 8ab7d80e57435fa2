package io.hookline.isolation.wasm.internal.pool;

import java.time.Duration;

/** Says that a call took too long and was ended, with its instance. */
public final class GuestTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Duration limit;

    /** With the limit. */
    public GuestTimeoutException(Duration limit) {
        super(
                "the call took longer than " + limit.toMillis() + " ms and was ended, with its instance",
                null,
                false,
                false);
        this.limit = limit;
    }

    /** How long it may take. */
    public Duration limit() {
        return limit;
    }
}
