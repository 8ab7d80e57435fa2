package io.hookline.deploy.internal.unload.leak;

import io.hookline.deploy.internal.unload.Leak;
import io.hookline.deploy.internal.unload.SharedPool;
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
