package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import io.hookline.unload.internal.SharedPool;
import java.util.concurrent.atomic.AtomicReference;

/** Makes the host start a thread while its own code is on the stack: the thread remembers whose code that was. */
public final class InheritedContextLeak implements Leak {

    /** The loader does not hold this object by itself, so it is kept here, to be undone later. */
    private static final AtomicReference<Leak> SELF = new AtomicReference<>();

    @Override
    public void begin() {
        SELF.set(this);
        SharedPool.startThread();
    }

    @Override
    public void end() throws InterruptedException {
        SharedPool.stopThread();
    }
}
