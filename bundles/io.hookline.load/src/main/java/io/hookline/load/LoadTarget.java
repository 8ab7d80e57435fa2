package io.hookline.load;

import org.osgi.annotation.versioning.ConsumerType;

/** What is called. Safe for use by many threads. */
@FunctionalInterface
@ConsumerType
public interface LoadTarget {

    /**
     * A caller for one thread, made on that thread.
     *
     * @param number of the caller, from 0
     */
    LoadCaller caller(int number);
}
