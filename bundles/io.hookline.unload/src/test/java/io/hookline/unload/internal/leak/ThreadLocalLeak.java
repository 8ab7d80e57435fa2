package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import io.hookline.unload.internal.SharedPool;
import java.util.List;

/** Leaves itself behind, in a list, in a ThreadLocal of a thread of the host's. */
public final class ThreadLocalLeak implements Leak {

    private static final ThreadLocal<List<ThreadLocalLeak>> LOCAL = new ThreadLocal<>();

    @Override
    public void begin() throws Exception {
        SharedPool.run(() -> LOCAL.set(List.of(this)));
    }

    @Override
    public void end() throws Exception {
        SharedPool.run(LOCAL::remove);
    }
}
