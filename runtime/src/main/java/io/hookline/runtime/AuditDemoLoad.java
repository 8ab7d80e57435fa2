package io.hookline.runtime;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that call the gateway of the audit demo, each call with a path of its own. A call that a killed process did
 * not answer is not repeated.
 */
final class AuditDemoLoad {

    /** What the path of a call begins with; its number follows. */
    static final String PATH = "/demo/";

    private static final long BETWEEN_CALLS_MS = 2;
    private static final long BETWEEN_ATTEMPTS_MS = 20;

    private final String key;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final BitSet answered = new BitSet();
    private final BitSet answeredBySecond = new BitSet();
    private long failed;
    private volatile Target target;
    private volatile boolean stopped;

    AuditDemoLoad(URI gateway, String key) {
        this.target = new Target(gateway, false);
        this.key = key;
    }

    void start(int callers) {
        for (int i = 0; i < callers; i++) {
            Thread thread = new Thread(this::call, "hookline-caller-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Calls the instance that was started after the kill. */
    void turnTo(URI gateway) {
        target = new Target(gateway, true);
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** The numbers of the calls that were answered until now. */
    synchronized BitSet answered() {
        return (BitSet) answered.clone();
    }

    /** Those of them that the second instance has answered. */
    synchronized BitSet answeredBySecond() {
        return (BitSet) answeredBySecond.clone();
    }

    /** How many calls had no answer. */
    synchronized long failed() {
        return failed;
    }

    private void call() {
        Target used = target;
        HttpConnection connection = null;
        while (!stopped) {
            try {
                Target now = target;
                if (connection == null || !now.equals(used)) {
                    close(connection);
                    connection = null;
                    used = now;
                    connection = new HttpConnection(used.uri());
                }
                int number = numbers.incrementAndGet();
                connection.call("GET", PATH + number, key, null);
                answered(number, used);
                TimeUnit.MILLISECONDS.sleep(BETWEEN_CALLS_MS);
            } catch (IOException e) {
                count(connection);
                close(connection);
                connection = null;
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        close(connection);
    }

    private synchronized void answered(int number, Target by) {
        answered.set(number);
        if (by.isSecond()) {
            answeredBySecond.set(number);
        }
    }

    private synchronized void count(@Nullable HttpConnection used) {
        failed += used == null ? 0 : 1;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(@Nullable HttpConnection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                // The connection is not needed any more.
            }
        }
    }

    /**
     * What is called.
     *
     * @param uri the gateway
     * @param isSecond whether it is the instance after the kill
     */
    private record Target(URI uri, boolean isSecond) {}
}
