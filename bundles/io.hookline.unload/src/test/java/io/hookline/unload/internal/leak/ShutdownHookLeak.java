package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;

/** Leaves a shutdown hook behind. */
public final class ShutdownHookLeak extends Thread implements Leak {

    /** Named, to be found in the report. */
    public ShutdownHookLeak() {
        super("leaked-hook");
        setContextClassLoader(null);
    }

    @Override
    public void begin() {
        Runtime.getRuntime().addShutdownHook(this);
    }

    @Override
    public void run() {}

    @Override
    public void end() {
        Runtime.getRuntime().removeShutdownHook(this);
    }
}
