package io.hookline.load;

import org.osgi.annotation.versioning.ConsumerType;

/** One thread's way of calling. Used by that thread alone, but for {@link #abort}. */
@FunctionalInterface
@ConsumerType
public interface LoadCaller extends AutoCloseable {

    /**
     * Makes a call and waits for its end.
     *
     * @return what came of it
     * @throws Exception counts as a failure, of the kind that its class says
     */
    LoadOutcome call() throws Exception;

    /** Makes a call that does not end fail, on whatever thread; by default an interrupt is all that it gets. */
    default void abort() {}

    @Override
    default void close() {}
}
