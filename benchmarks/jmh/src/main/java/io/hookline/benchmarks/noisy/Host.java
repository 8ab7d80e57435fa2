package io.hookline.benchmarks.noisy;

import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A host as servers are: so many threads, and calls that come at their own pace, in turn at two points. A call that finds no thread free
 * is turned away. Latency counts from when a call was due, so that a host that falls behind cannot hide it.
 *
 * <p>One thread runs it; its threads are daemons, for they may never come back.
 */
final class Host implements AutoCloseable {

    private final List<EventHook> points;
    private final int threads;
    private final Semaphore free;
    private final ExecutorService workers;
    private volatile boolean recording = true;

    Host(List<EventHook> points, int threads) {
        this.points = points;
        this.threads = threads;
        this.free = new Semaphore(threads);
        this.workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "host");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Has calls come for some time, so many a second at each point; writes to one phase for each point. */
    void run(List<Phase> phases, int rate, long nanos) {
        long start = System.nanoTime();
        long gap = TimeUnit.SECONDS.toNanos(1) / ((long) rate * points.size());
        for (int call = 0; call * gap < nanos; call++) {
            long dueAt = start + call * gap;
            for (long left = dueAt - System.nanoTime(); left > 0; left = dueAt - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            int point = call % points.size();
            Phase phase = phases.get(point);
            phase.due();
            if (free.tryAcquire()) {
                workers.execute(() -> call(points.get(point), phase, dueAt));
            }
        }
    }

    private void call(EventHook point, Phase phase, long dueAt) {
        boolean failed = false;
        try {
            point.on(new HookEvent());
        } catch (RuntimeException e) {
            failed = true;
        } finally {
            free.release();
        }
        if (!recording) {
            return;
        }
        if (failed) {
            phase.failed();
        } else {
            phase.answered(System.nanoTime() - dueAt);
        }
    }

    /** Waits for calls that are underway; returns how many of its threads do not come back by then. */
    int stuck(long nanos) {
        recording = false;
        try {
            return free.tryAcquire(threads, nanos, TimeUnit.NANOSECONDS) ? 0 : threads - free.availablePermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return threads - free.availablePermits();
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
