package io.hookline.deploy;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told of the steps of a long change, on the thread that makes it. */
@FunctionalInterface
@ConsumerType
public interface ProgressListener {

    /** Is told nothing. */
    ProgressListener NONE = step -> {};

    /** A step begins, or has news. */
    void step(String what);
}
