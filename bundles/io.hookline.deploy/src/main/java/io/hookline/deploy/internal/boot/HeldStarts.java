package io.hookline.deploy.internal.boot;

/** Releases that run and are kept out of the chains until their own start has ended. Safe for use by many threads. */
public interface HeldStarts {

    /** Whether one of them could start now. */
    boolean isDue();

    /** Starts those that can start now. */
    void settle() throws InterruptedException;
}
