package io.hookline.runtime;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Threads that call the gateway of the sandbox demo, and look for the hook's mark in each response. */
final class SandboxDemoLoad {

    /** The header field that the hook adds once. */
    static final String MARK = "x-sandbox";

    private static final long BETWEEN_CALLS_MS = 2;

    private final URI gateway;
    private final String key;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong unmarked = new AtomicLong();
    private final AtomicLong excused = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Map<String, AtomicLong> marked = new ConcurrentHashMap<>();

    /** Whether the hook may be missing, because its process was killed. */
    private volatile boolean mayMiss;

    private volatile boolean stopped;
    private volatile String firstProblem = "";

    SandboxDemoLoad(URI gateway, String key) {
        this.gateway = gateway;
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

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** From now on calls may be refused or answered without the hook, as error policies say; or not any more. */
    void mayMiss(boolean may) {
        mayMiss = may;
    }

    /** How many calls were made. */
    long made() {
        return made.get();
    }

    /** How many of them had no good answer. */
    long lost() {
        return lost.get();
    }

    /** How many of them had the hook's mark twice. */
    long doubled() {
        return doubled.get();
    }

    /** How many passed the hook by although it was there. */
    long unmarked() {
        return unmarked.get();
    }

    /** How many were refused, or answered without the hook, while its process was away. */
    long excused() {
        return excused.get();
    }

    /** How many calls the upstream has had, if it had each once: those that were not refused before it. */
    long forwarded() {
        return made.get() - refused.get();
    }

    /** How many have a mark. */
    long marked(String mark) {
        AtomicLong count = marked.get(mark);
        return count == null ? 0 : count.get();
    }

    /** What went wrong first; empty if nothing did. */
    String firstProblem() {
        return firstProblem;
    }

    private void call() {
        HttpConnection connection = null;
        while (!stopped) {
            boolean excusedBefore = mayMiss;
            try {
                if (connection == null) {
                    connection = new HttpConnection(gateway);
                }
                made.incrementAndGet();
                HttpConnection.Answer answer = connection.call("GET", "/sandbox", key, null);
                judge(answer, excusedBefore || mayMiss);
                TimeUnit.MILLISECONDS.sleep(BETWEEN_CALLS_MS);
            } catch (IOException e) {
                problem(lost, e.toString());
                close(connection);
                connection = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        close(connection);
    }

    private void judge(HttpConnection.Answer answer, boolean isExcused) {
        String mark = answer.headers().get(MARK);
        if (answer.status() >= 500 && isExcused) {
            // The plugin's hook at http.pre-request fails closed.
            excused.incrementAndGet();
            refused.incrementAndGet();
        } else if (answer.status() != 200) {
            problem(lost, "status " + answer.status());
        } else if (mark == null && isExcused) {
            excused.incrementAndGet();
        } else if (mark == null) {
            problem(unmarked, "an answer without the hook's mark");
        } else if (mark.contains(",")) {
            problem(doubled, MARK + ": " + mark);
        } else {
            marked.computeIfAbsent(mark, any -> new AtomicLong()).incrementAndGet();
        }
    }

    private synchronized void problem(AtomicLong count, String what) {
        count.incrementAndGet();
        if (firstProblem.isEmpty()) {
            firstProblem = what;
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
}
