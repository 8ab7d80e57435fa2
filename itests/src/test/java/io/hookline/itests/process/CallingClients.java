package io.hookline.itests.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Threads that call the gateway repeatedly until they are closed. */
final class CallingClients implements AutoCloseable {

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private CallingClients() {}

    /** Starts this number of clients at once. */
    static CallingClients of(HooklineProcess process, int threads) {
        CallingClients clients = new CallingClients();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> clients.call(process), "client " + i);
            clients.threads.add(thread);
            thread.start();
        }
        return clients;
    }

    private void call(HooklineProcess process) {
        while (!over) {
            try {
                int status = process.call().statusCode();
                if (status < 200 || status > 299) {
                    failures.add("status " + status);
                }
            } catch (Exception e) {
                failures.add(e.toString());
            }
            calls.incrementAndGet();
        }
    }

    /** Waits for some more calls to end. */
    void awaitMoreCalls(long more) {
        long least = calls.get() + more;
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> calls.get() >= least);
    }

    /** The calls that got no response or a failure. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
