package io.hookline.isolation.process.internal.parent;

import io.hookline.isolation.process.internal.wire.Message;
import java.io.IOException;

/** Starts children of one kind. */
@FunctionalInterface
interface Launcher {

    /**
     * Starts a child; returns when it is ready.
     *
     * @throws IOException if it does not start; the message says why. Then no process is left, and no event comes
     */
    LiveChild launch(Events events) throws IOException;

    /** What comes from a child. Called on the thread that reads: it must not wait. */
    interface Events {

        /** A message, after {@link Launcher#launch} has returned or shortly before. */
        void received(LiveChild child, Message message) throws IOException;

        /** The child has ended; called once, last. */
        void ended(LiveChild child, String how);
    }
}
