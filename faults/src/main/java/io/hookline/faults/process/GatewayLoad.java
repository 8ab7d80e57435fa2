package io.hookline.faults.process;

import io.hookline.faults.ledger.CallVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Threads that call the gateway all the time, in turn with the key, without one, and with a wrong one. */
public final class GatewayLoad implements AutoCloseable {

    private static final int THREADS = 2;
    private static final long PAUSE_MS = 10;
    private static final long PAUSE_WHILE_DOWN_MS = 100;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** Starts to call. */
    public GatewayLoad(Gateway gateway) {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> call(gateway), "campaign-load-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void call(Gateway gateway) {
        try {
            while (!over) {
                CallVerdict verdict = gateway.callWithKey();
                gateway.callWithoutKey();
                gateway.callWithKey();
                gateway.callWithWrongKey();
                TimeUnit.MILLISECONDS.sleep(verdict == CallVerdict.DOWN ? PAUSE_WHILE_DOWN_MS : PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
    }
}
