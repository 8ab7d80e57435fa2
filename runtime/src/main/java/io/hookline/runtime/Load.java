package io.hookline.runtime;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that call the gateway without a break: most write or read records with a valid key, every eighth call comes
 * without a key or with a wrong one and must be refused.
 */
final class Load {

    static final String NO_RELEASE = "none";

    private static final int KEYLESS_EVERY = 8;
    private static final int WRITE_EVERY = 10;

    private final URI gateway;
    private final String key;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final Tally held = new Tally();

    /** Odd while a change is going on. */
    private final AtomicInteger change = new AtomicInteger();

    private volatile boolean measured;
    private volatile boolean stopped;

    Load(URI gateway, String key) {
        this.gateway = gateway;
        this.key = key;
    }

    void start(int callers) {
        for (int i = 0; i < callers; i++) {
            Tally tally = new Tally();
            Thread thread = new Thread(() -> callOn(tally), "hookline-caller-" + i);
            thread.setDaemon(true);
            tallies.add(tally);
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

    /** From now on the latency counts, too: the first calls of a JVM are slow. */
    void measure() {
        measured = true;
    }

    /** Told before a change and after it. */
    void markChange() {
        change.incrementAndGet();
    }

    /** Begins a call that stays inside the gateway until it is let go. */
    HeldCall hold() throws IOException {
        return HeldCall.begin(gateway, key);
    }

    /** Counts a loss that was found elsewhere. */
    void lost(String how) {
        held.lost(how);
    }

    /** What became of all calls up to now. */
    Tally total() {
        Tally total = new Tally();
        total.add(held);
        tallies.forEach(total::add);
        return total;
    }

    private void callOn(Tally tally) {
        long calls = 0;
        HttpConnection connection = null;
        while (!stopped) {
            try {
                if (connection == null) {
                    connection = new HttpConnection(gateway);
                }
                call(connection, calls++, tally);
            } catch (IOException e) {
                tally.lost(e.getClass().getSimpleName() + ": " + e.getMessage());
                close(connection);
                connection = null;
            }
        }
        close(connection);
    }

    private void call(HttpConnection connection, long number, Tally tally) throws IOException {
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
            tally.took(micros, changeBefore != changeAfter || changeBefore % 2 == 1);
        }
        judge(answer, keyless, write ? 201 : 200, tally);
    }

    static void judge(HttpConnection.Answer answer, boolean keyless, int expected, Tally tally) {
        if (keyless) {
            if (answer.status() == 401) {
                tally.refused();
            } else if (answer.status() < 400) {
                tally.slipped();
            } else {
                tally.lost("status " + answer.status() + " without a key");
            }
        } else if (answer.status() == expected) {
            tally.served(release(answer));
        } else {
            tally.lost("status " + answer.status());
        }
    }

    /** Which release of the rate limit saw the call: the two mark their responses with different header fields. */
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
                // It is of no use any more either way.
            }
        }
    }
}
