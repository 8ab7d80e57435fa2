package io.hookline.deploy.internal.bundle;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's code run on a thread of its own, for which nobody waits longer than a deadline: what hangs blocks nobody but
 * that thread, which goes on in the background.
 */
public final class DeadlineTask {

    private static final int SHOWN_FRAMES = 8;
    private static final int SHOWN_CAUSES = 3;

    private DeadlineTask() {}

    /**
     * Runs code and waits for it.
     *
     * @param name of the thread
     * @throws InterruptedException if the caller is interrupted; the code is interrupted then, too
     */
    public static Outcome run(String name, Duration deadline, Code code) throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        code.run();
                    } catch (Throwable e) {
                        // Whatever it is, the code did not come to its end, and nobody may take it for that.
                        failure.set(e);
                    } finally {
                        done.countDown();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        try {
            if (done.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Outcome(true, failure.get(), "");
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
        return new Outcome(false, null, stack(thread));
    }

    private static String stack(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(SHOWN_FRAMES)
                .map(frame -> "at " + frame)
                .collect(Collectors.joining("; "));
    }

    /** What to run. */
    @FunctionalInterface
    public interface Code {

        /** Runs. */
        void run() throws Exception;
    }

    /**
     * What became of it.
     *
     * @param ended whether it ended within the deadline
     * @param failure what it threw, or null
     * @param stack where it was when the deadline passed; empty if it ended
     */
    public record Outcome(boolean ended, @Nullable Throwable failure, String stack) {

        /** Whether it ended well, in time. */
        public boolean isGood() {
            return ended && failure == null;
        }

        /** What went wrong, in words. */
        public String problem(Duration deadline) {
            if (!ended) {
                return "it did not end within " + deadline.toMillis() + " ms (" + stack + ")";
            }
            return failure == null ? "" : withCauses(failure);
        }

        private static String withCauses(Throwable failure) {
            StringBuilder text = new StringBuilder(String.valueOf(failure));
            Throwable cause = failure.getCause();
            for (int i = 0; cause != null && i < SHOWN_CAUSES; i++) {
                text.append(", caused by ").append(cause);
                cause = cause.getCause();
            }
            return text.toString();
        }
    }
}
