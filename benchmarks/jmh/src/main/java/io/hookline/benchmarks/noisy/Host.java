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
 * A host like a server: a fixed number of threads, and calls that arrive at a fixed rate, in turn at two points. A call
 * that finds no free thread is rejected. Latency counts from when a call was due, so that a slow host cannot hide it.
 *
 * <p>One thread runs it. Its threads are daemons, because they may never return.
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

    /** Makes calls for some time, at this rate at each point, and records them in one phase for each point. */
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

    /** Waits for calls in flight. Returns the number of threads that are still in a call. */
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
