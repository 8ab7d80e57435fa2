package io.hookline.deploy.internal.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Foreign code that runs on a thread of its own, which its caller waits for until a deadline. Code that hangs blocks
 * only that thread, which is interrupted, and goes on in the background if it ignores that.
 */
public final class DeadlineTask {

    /** How {@link Outcome#problem} says that code did not end when it was interrupted. */
    public static final String GOES_ON = "and still goes on";

    private static final int SHOWN_FRAMES = 4;
    private static final int SHOWN_CAUSES = 3;

    /** What calls the code of a bundle: from there on a stack says nothing. */
    private static final List<String> CALLERS = List.of(
            "org.apache.felix.",
            "io.hookline.deploy.internal.task.",
            "io.hookline.deploy.internal.bundle.PluginBundles");

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");

    private static final Duration GRACE = Duration.ofMillis(500);

    private final Thread thread;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    private DeadlineTask(String name, Code code) {
        this.thread = new Thread(() -> work(code), name);
        thread.setDaemon(true);
    }

    private void work(Code code) {
        try {
            code.run();
        } catch (Throwable e) {
            // Any failure counts, even an Error: the code has not ended normally.
            failure = e;
        } finally {
            done.countDown();
        }
    }

    /**
     * Runs code and waits for it. At the deadline it is interrupted.
     *
     * @param name of the thread
     * @throws InterruptedException if the caller is interrupted; the code is interrupted then, too
     */
    public static Outcome run(String name, Duration deadline, Code code) throws InterruptedException {
        DeadlineTask task = begin(name, code);
        return task.await(deadline) ? task.outcome() : task.giveUp();
    }

    /** Begins to run code, on a thread of the given name. */
    public static DeadlineTask begin(String name, Code code) {
        DeadlineTask task = new DeadlineTask(name, code);
        task.thread.start();
        return task;
    }

    /**
     * Waits for the code; false if the time ran out.
     *
     * @throws InterruptedException if the caller is interrupted; the code is interrupted then, too
     */
    public boolean await(Duration time) throws InterruptedException {
        try {
            return done.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }

    /** Interrupts the code, waits for half a second whether it ends, and says where it was. It has not ended well. */
    public Outcome giveUp() throws InterruptedException {
        String stack = stack(thread);
        interrupt();
        boolean ended = await(GRACE);
        return new Outcome(ended, ended ? failure : null, stack, true);
    }

    /** The name of its thread, and where that is now; only the name if it has ended. */
    public String where() {
        StackTraceElement[] frames = thread.getStackTrace();
        return frames.length == 0 ? thread.getName() : thread.getName() + " at " + frames[0];
    }

    /** The whole stack of its thread, for the log; an exception that was never thrown. */
    public Throwable trace() {
        Throwable trace = new Throwable(thread.getName() + " is here");
        trace.setStackTrace(thread.getStackTrace());
        return trace;
    }

    /** Interrupts the code, if it still runs. */
    public void interrupt() {
        if (!hasEnded()) {
            thread.interrupt();
        }
    }

    /** Whether the code has ended. */
    public boolean hasEnded() {
        return done.getCount() == 0;
    }

    /** What has become of it by now. */
    public Outcome outcome() {
        return hasEnded() ? new Outcome(true, failure, "", false) : new Outcome(false, null, stack(thread), false);
    }

    /** Where the code is: what it waits in, and its own frames. */
    private static String stack(Thread thread) {
        List<StackTraceElement> frames = List.of(thread.getStackTrace());
        List<StackTraceElement> shown = new ArrayList<>(frames.subList(0, Math.min(1, frames.size())));
        frames.stream()
                .skip(1)
                .takeWhile(frame -> !begins(CALLERS, frame))
                .filter(frame -> !begins(JDK, frame))
                .limit(SHOWN_FRAMES)
                .forEach(shown::add);
        return shown.stream()
                .map(frame -> "at " + frame.getClassName() + "." + frame.getMethodName() + place(frame))
                .collect(Collectors.joining("; "));
    }

    private static boolean begins(List<String> names, StackTraceElement frame) {
        return names.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private static String place(StackTraceElement frame) {
        return frame.getFileName() == null || frame.getLineNumber() < 0
                ? ""
                : "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
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
     * @param ended whether it has ended, if only when it was interrupted
     * @param failure what it threw, or null
     * @param stack where it was when the deadline passed; empty if it ended before
     * @param interrupted whether it was interrupted
     */
    public record Outcome(boolean ended, @Nullable Throwable failure, String stack, boolean interrupted) {

        /** Whether it ended well, in time. */
        public boolean isGood() {
            return ended && failure == null && stack.isEmpty();
        }

        /** What went wrong. */
        public String problem(Duration deadline) {
            if (!ended || !stack.isEmpty()) {
                return "it did not end within " + deadline.toMillis() + " ms (" + stack + ")"
                        + (interrupted && !ended ? "; it was interrupted " + GOES_ON : "");
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
