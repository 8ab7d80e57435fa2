package io.hookline.isolation.process.internal.parent;

import io.hookline.isolation.process.internal.wire.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A child that has started and not yet ended. Safe for use by many threads; nothing waits. */
interface LiveChild {

    /** The id of its process. */
    long pid();

    /**
     * Sends it a message.
     *
     * @throws IOException if it has ended, or does not read
     * @throws IllegalArgumentException if a field is no plain value, or the message is too large
     */
    void send(Kind kind, @Nullable Object... fields) throws IOException;

    /** Ends its process at once. {@link Launcher.Events#ended} follows, with the reason. */
    void kill(String reason);

    /** Lets it end in order, and ends its process if that takes long. */
    void end();
}
