package io.hookline.torture.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads that call. Used by one thread. */
final class CallerThreads {

    /** The prefix of the names of all threads of a run. */
    static final String THREADS = "hookline-torture-";

    private static final long LONGEST_CALL_MS = 30_000;

    private final List<Caller> callers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Starts a caller on a thread of its own. */
    void start(Caller caller) {
        Thread thread = new Thread(caller, THREADS + "caller-" + callers.size());
        thread.setDaemon(true);
        callers.add(caller);
        threads.add(thread);
        thread.start();
    }

    /** Ends all callers and waits for them. A call that does not end is a violation. */
    void end(Violations violations) throws InterruptedException {
        callers.forEach(Caller::end);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_CALL_MS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                StackTraceElement[] stack = thread.getStackTrace();
                violations.add(
                        Violation.Kind.LOST,
                        "a call does not end" + (stack.length == 0 ? "" : ", it is at " + stack[0]));
            }
        }
        threads.clear();
        callers.clear();
    }
}
