package io.hookline.load;

import org.osgi.annotation.versioning.ConsumerType;

/** The target of the calls. Safe for use by many threads. */
@FunctionalInterface
@ConsumerType
public interface LoadTarget {

    /**
     * Creates a caller for one thread, on that thread.
     *
     * @param number the number of the caller, from 0
     */
    LoadCaller caller(int number);
}
