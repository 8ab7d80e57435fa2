package io.hookline.unload.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** The host's threads, which plugins are called on. Its one worker is started ahead of any plugin. */
public final class SharedPool {

    private static final ExecutorService WORKER =
            Executors.newSingleThreadExecutor(task -> daemon(task, "host-worker"));
    private static final AtomicReference<Thread> STARTED = new AtomicReference<>();

    private SharedPool() {}

    /** Starts the worker. */
    static void open() throws Exception {
        run(() -> Thread.currentThread().setContextClassLoader(null));
    }

    /** Runs a task on the worker and waits for its end. */
    public static void run(Runnable task) throws Exception {
        Future<?> done = WORKER.submit(task);
        done.get();
        // The worker's last task stays in its frame until there is another.
        WORKER.submit(() -> {}).get();
    }

    /** Runs a task on the worker. */
    public static void begin(Runnable task) {
        WORKER.execute(task);
    }

    /** Starts another thread, here and now. */
    public static void startThread() {
        Thread thread = daemon(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        java.util.concurrent.locks.LockSupport.park();
                    }
                },
                "host-late");
        thread.start();
        STARTED.set(thread);
    }

    /** Stops that thread. */
    public static void stopThread() throws InterruptedException {
        Thread thread = STARTED.getAndSet(null);
        thread.interrupt();
        thread.join();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
