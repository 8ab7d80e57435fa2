package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import io.hookline.unload.internal.SharedPool;
import java.util.concurrent.CountDownLatch;

/** Does not come back from a call that a thread of the host's has made. */
public final class StackLeak implements Leak {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public void begin() throws InterruptedException {
        SharedPool.begin(this::call);
        begun.await();
    }

    private void call() {
        begun.countDown();
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
