package io.hookline.runtime;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that call the gateway without pause. Most calls write or read records with a valid key. Every eighth call has
 * no key or a wrong one and must be refused.
 */
final class DemoLoad {

    static final String NO_RELEASE = "none";

    private static final int KEYLESS_EVERY = 8;
    private static final int WRITE_EVERY = 10;

    private final URI gateway;
    private final String key;
    private final List<Thread> threads = new ArrayList<>();
    private final List<DemoMetrics> allMetrics = new ArrayList<>();
    private final DemoMetrics held = new DemoMetrics();

    /** Odd during a change. */
    private final AtomicInteger change = new AtomicInteger();

    private volatile boolean measured;
    private volatile boolean stopped;

    DemoLoad(URI gateway, String key) {
        this.gateway = gateway;
        this.key = key;
    }

    void start(int callers) {
        for (int i = 0; i < callers; i++) {
            DemoMetrics metrics = new DemoMetrics();
            Thread thread = new Thread(() -> callOn(metrics), "hookline-caller-" + i);
            thread.setDaemon(true);
            allMetrics.add(metrics);
            threads.add(thread);
            thread.start();
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Starts to record latencies: the first calls of a JVM are slow. */
    void measure() {
        measured = true;
    }

    /** Called before and after each change. */
    void markChange() {
        change.incrementAndGet();
    }

    /** Begins a call that stays inside the gateway until it is finished. */
    HeldCall hold() throws IOException {
        return HeldCall.begin(gateway, key);
    }

    /** Counts a lost call that was found elsewhere. */
    void lost(String how) {
        held.lost(how);
    }

    /** The outcomes of all calls so far. */
    DemoMetrics total() {
        DemoMetrics total = new DemoMetrics();
        total.add(held);
        allMetrics.forEach(total::add);
        return total;
    }

    private void callOn(DemoMetrics metrics) {
        long calls = 0;
        HttpConnection connection = null;
        while (!stopped) {
            try {
                if (connection == null) {
                    connection = new HttpConnection(gateway);
                }
                call(connection, calls++, metrics);
            } catch (IOException e) {
                metrics.lost(e.getClass().getSimpleName() + ": " + e.getMessage());
                close(connection);
                connection = null;
            }
        }
        close(connection);
    }

    private void call(HttpConnection connection, long number, DemoMetrics metrics) throws IOException {
        boolean keyless = number % KEYLESS_EVERY == 0;
        boolean write = number % WRITE_EVERY == 1;
        String sent = keyless ? (number % 16 == 0 ? null : "wrong") : key;
        int changeBefore = change.get();
        long startNanos = System.nanoTime();
        HttpConnection.Answer answer = write
                ? connection.call("POST", "/records", sent, "{\"title\":\"call " + number + "\"}")
                : connection.call("GET", "/records?limit=3", sent, null);
        long micros = (System.nanoTime() - startNanos) / 1_000;
        int changeAfter = change.get();
        if (measured) {
            metrics.took(micros, changeBefore != changeAfter || changeBefore % 2 == 1);
        }
        judge(answer, keyless, write ? 201 : 200, metrics);
    }

    static void judge(HttpConnection.Answer answer, boolean keyless, int expected, DemoMetrics metrics) {
        if (keyless) {
            if (answer.status() == 401) {
                metrics.refused();
            } else if (answer.status() < 400) {
                metrics.slipped();
            } else {
                metrics.lost("status " + answer.status() + " without a key");
            }
        } else if (answer.status() == expected) {
            metrics.served(release(answer));
        } else {
            metrics.lost("status " + answer.status());
        }
    }

    /** The release of the rate limit that saw the call. The two releases set different header fields. */
    static String release(HttpConnection.Answer answer) {
        if (answer.headers().containsKey("x-ratelimit-remaining")) {
            return "1.0.0";
        }
        return answer.headers().containsKey("ratelimit-remaining") ? "1.1.0" : NO_RELEASE;
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
}
