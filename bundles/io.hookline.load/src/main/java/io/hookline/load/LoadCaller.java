package io.hookline.load;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes the calls of one thread. Used by that thread only, except {@link #abort}. */
@FunctionalInterface
@ConsumerType
public interface LoadCaller extends AutoCloseable {

    /**
     * Makes a call and waits for its end.
     *
     * @return its outcome
     * @throws Exception counts as a failure; its kind is the class of the exception
     */
    LoadOutcome call() throws Exception;

    /**
     * Makes a call fail that does not end. Called on another thread, before the calling thread is interrupted. Does
     * nothing by default.
     */
    default void abort() {}

    @Override
    default void close() {}
}
