package io.hookline.runtime.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where an instance is, and how it is reached. Immutable. */
sealed interface Endpoint permits SocketEndpoint, LoopbackEndpoint, ServerEndpoint {

    /**
     * Connects.
     *
     * @throws Unreachable if nothing listens there; the message says what to do
     * @throws IOException if the connection fails otherwise
     */
    AdminConnection connect() throws IOException;

    /** Whether files of this machine are none of the instance's. */
    boolean isRemote();

    /** Its name for messages. */
    @Override
    String toString();

    /** Nothing listens there; the message is for the user. */
    final class Unreachable extends IOException {

        private static final long serialVersionUID = 1L;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
