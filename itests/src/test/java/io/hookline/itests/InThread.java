package io.hookline.itests;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs work in a thread of its own: the common pool has one thread on a small machine, and a call that is held blocks it. */
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

    /** Something to do that may fail. */
    interface Work {
        void run() throws Exception;
    }
}
