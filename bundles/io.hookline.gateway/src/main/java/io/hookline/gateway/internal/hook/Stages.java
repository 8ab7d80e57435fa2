package io.hookline.gateway.internal.hook;

import io.netty.channel.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the stages of hooks, and is the one place that decides on which thread: the request stays on its I/O thread
 * unless a hook may block.
 */
public final class Stages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stages.class);
    private static final long SPARE_THREAD_SECONDS = 30;

    private final ThreadPoolExecutor workers;

    /** With this many workers at most. */
    public Stages(int threads) {
        AtomicInteger number = new AtomicInteger();
        workers = new ThreadPoolExecutor(
                threads, threads, SPARE_THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "gateway task-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a stage of hooks, or skips it.
     *
     * @param need what the hooks of the stage need
     * @param stage calls the hooks
     * @param next what follows; on the I/O thread
     * @param broken gets what the stage, or what follows, threw against all rules; on the I/O thread
     */
    public void run(EventLoop loop, Need need, Runnable stage, Runnable next, Consumer<Throwable> broken) {
        switch (need) {
            case NOTHING -> attempt(next, broken);
            case ANY_THREAD -> {
                if (attempt(stage, broken)) {
                    attempt(next, broken);
                }
            }
            case THREAD_THAT_MAY_BLOCK -> {
                try {
                    workers.execute(() -> onWorker(loop, stage, next, broken));
                } catch (RejectedExecutionException e) {
                    broken.accept(e);
                }
            }
        }
    }

    /** Changes how many workers there are at most. */
    public void resize(int threads) {
        // In this order neither limit is ever above the other.
        if (threads > workers.getMaximumPoolSize()) {
            workers.setMaximumPoolSize(threads);
            workers.setCorePoolSize(threads);
        } else {
            workers.setCorePoolSize(threads);
            workers.setMaximumPoolSize(threads);
        }
    }

    /** The threads for what may block. */
    public ExecutorService workers() {
        return workers;
    }

    /** Ends the workers; stages that have begun are interrupted. */
    @Override
    public void close() {
        workers.shutdownNow();
    }

    private static void onWorker(EventLoop loop, Runnable stage, Runnable next, Consumer<Throwable> broken) {
        if (attempt(stage, cause -> later(loop, () -> broken.accept(cause)))) {
            later(loop, () -> attempt(next, broken));
        }
    }

    private static boolean attempt(Runnable stage, Consumer<Throwable> broken) {
        try {
            stage.run();
            return true;
        } catch (RuntimeException | Error e) {
            try {
                broken.accept(e);
            } finally {
                // Last: where memory is short, the log may throw as well, and the client must have its answer by then.
                LOG.error("a stage of hooks broke off", e);
            }
            return false;
        }
    }

    private static void later(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway has stopped", e);
        }
    }

    /** What the hooks of a stage need. */
    public enum Need {
        /** There are none to call. */
        NOTHING,
        /** None of them ever blocks. */
        ANY_THREAD,
        /** One of them may block. */
        THREAD_THAT_MAY_BLOCK
    }
}
