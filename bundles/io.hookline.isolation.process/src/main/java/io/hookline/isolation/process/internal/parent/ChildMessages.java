package io.hookline.isolation.process.internal.parent;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;

/**
 * Handles what children say that is not about calls, by one thread with a bounded queue. Safe for use by many threads.
 */
final class ChildMessages {

    private static final int MOST_WAITING = 1_000;

    private final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                Thread thread = new Thread(work, "hookline-process-messages");
                thread.setDaemon(true);
                thread.setContextClassLoader(ChildMessages.class.getClassLoader());
                return thread;
            });

    ChildMessages() {
        worker.allowCoreThreadTimeOut(true);
    }

    /**
     * The messages of one process.
     *
     * @param secrets resolves, for a plugin that the process names, a configured text; throws an exception whose
     *     message says why not
     */
    ProcessMessages of(String process, BinaryOperator<String> secrets) {
        return new ProcessMessages(process, secrets, new LogQuota(System::nanoTime), worker);
    }

    void close() {
        worker.shutdown();
    }
}
