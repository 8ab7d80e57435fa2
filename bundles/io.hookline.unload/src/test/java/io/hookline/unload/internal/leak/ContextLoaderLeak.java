package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import io.hookline.unload.internal.SharedPool;
import java.util.concurrent.atomic.AtomicReference;

/** Leaves its loader behind on a thread of the host's. */
public final class ContextLoaderLeak implements Leak {

    /** The loader does not hold this object by itself, so it is kept here, to be undone later. */
    private static final AtomicReference<Leak> SELF = new AtomicReference<>();

    @Override
    public void begin() throws Exception {
        SELF.set(this);
        SharedPool.run(
                () -> Thread.currentThread().setContextClassLoader(getClass().getClassLoader()));
    }

    @Override
    public void end() throws Exception {
        SharedPool.run(() -> Thread.currentThread().setContextClassLoader(null));
    }
}
