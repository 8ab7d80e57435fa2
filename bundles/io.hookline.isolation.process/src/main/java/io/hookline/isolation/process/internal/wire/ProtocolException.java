package io.hookline.isolation.process.internal.wire;

import java.io.IOException;

/** Says that the other side does not keep to the protocol. The connection is of no use any more. */
public final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With what is wrong. */
    public ProtocolException(String message) {
        super(message);
    }

    /** With what is wrong, and the cause. */
    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
