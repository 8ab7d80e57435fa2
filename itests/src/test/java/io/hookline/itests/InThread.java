package io.hookline.itests;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs work on a new thread. The common pool may have only one thread, which a held call would block. */
final class InThread {

    private InThread() {}

    static CompletableFuture<Void> run(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    /** Work that may fail. */
    interface Work {
        void run() throws Exception;
    }
}
