package io.hookline.engine;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.runtime.ReleaseId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Joins many hooks to one point and takes half of them away again, one by one, while two threads call the point and
 * another hangs in a call of an old generation. {@code ManyHooksTest} runs it with little memory.
 */
public final class ManyHooks {

    private static final String POINT = "test.many";
    private static final String STUCK = "test.stuck";

    private final Engine engine = Engine.create(EngineSettings.defaults().withDrainTimeout(Duration.ofMillis(1)));
    private final Counter point =
            engine.points("host").open(POINT, Counter.class).call();
    private final Counter stuck =
            engine.points("host").open(STUCK, Counter.class).call();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private final CountDownLatch release = new CountDownLatch(1);

    private ManyHooks() {}

    /**
     * Runs it.
     *
     * @param arguments how many hooks join, and "calling" if threads call the point meanwhile
     */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        boolean calling = arguments.length > 1 && arguments[1].equals("calling");
        new ManyHooks().run(count, calling);
    }

    private void run(int count, boolean calling) throws Exception {
        Thread hanging = startHanging();
        Thread[] callers = calling ? new Thread[] {startCalling(), startCalling()} : new Thread[0];
        Deque<HookRegistration> joined = new ArrayDeque<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            joined.add(engine.register(info(i), (Counter) calls -> calls[0]++));
        }
        long joinedAt = System.nanoTime();
        for (int i = 0; i < count / 2; i++) {
            joined.remove().close();
        }
        long leftAt = System.nanoTime();
        isOver.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        release.countDown();
        hanging.join();
        long[] calls = new long[1];
        point.count(calls);
        if (calls[0] != joined.size() || failures.get() > 0) {
            throw new AssertionError(calls[0] + " of " + joined.size() + " hooks were called, and " + failures
                    + " calls before that failed");
        }
        System.out.println(count + " hooks joined in " + millis(joinedAt - start) + " ms, " + count / 2 + " left in "
                + millis(leftAt - joinedAt) + " ms");
        engine.close();
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    /** A call that keeps the first generation. */
    private Thread startHanging() throws InterruptedException {
        CountDownLatch isIn = new CountDownLatch(1);
        engine.register(STUCK, Counter.class, calls -> {
            isIn.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread thread = new Thread(() -> stuck.count(new long[1]), "hanging");
        thread.setDaemon(true);
        thread.start();
        isIn.await();
        return thread;
    }

    private Thread startCalling() {
        Thread thread = new Thread(
                () -> {
                    while (!isOver.get()) {
                        try {
                            point.count(new long[1]);
                        } catch (RuntimeException e) {
                            failures.incrementAndGet();
                        }
                    }
                },
                "calling");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static HookInfo info(int number) {
        return new HookInfo(
                number,
                POINT,
                "hook" + number,
                new ReleaseId("many", "1.0.0", 1),
                number % 7,
                List.of(),
                List.of(),
                List.of(Counter.class.getName()),
                List.of());
    }

    /** Counts the hooks that it calls. */
    public interface Counter {

        /** Adds one. */
        @Compose(Composition.NOTIFY)
        void count(long[] calls);
    }
}
