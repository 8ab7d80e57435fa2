package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Leaves a pool behind whose threads come from a factory of its own, and run nothing. */
public final class PoolFactoryLeak implements Leak, ThreadFactory {

    private final ExecutorService pool = Executors.newFixedThreadPool(1, this);

    @Override
    public void begin() throws Exception {
        pool.submit(System::nanoTime).get();
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "leaked-pool");
        thread.setContextClassLoader(null);
        return thread;
    }

    @Override
    public void end() {
        pool.shutdown();
    }
}
