package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import java.util.concurrent.CountDownLatch;

/** Leaves a thread running whose task is its own. */
public final class ThreadLeak implements Leak, Runnable {

    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public void begin() {
        Thread thread = new Thread(this, "leaked-worker");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    @Override
    public void run() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void end() {
        end.countDown();
    }
}
