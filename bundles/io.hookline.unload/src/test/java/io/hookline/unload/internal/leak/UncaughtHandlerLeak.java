package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;

/** Leaves a handler of uncaught exceptions behind, for all threads. */
public final class UncaughtHandlerLeak implements Leak, Thread.UncaughtExceptionHandler {

    @Override
    public void begin() {
        Thread.setDefaultUncaughtExceptionHandler(this);
    }

    @Override
    public void end() {
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {}
}
