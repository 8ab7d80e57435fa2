package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.internal.task.DeadlineTask;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs health checks with a deadline, after which the check's thread is interrupted. A check that still runs is not
 * started again, so that a check which hangs costs one thread, however often it is asked for. Safe for use by many
 * threads.
 */
final class HealthCheckRunner {

    private final Duration timeout;
    private final Map<Object, PendingCheck> asked = new ConcurrentHashMap<>();

    HealthCheckRunner(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Asks.
     *
     * @param key what is asked
     * @param thread name of the thread
     * @param code gives the problem, or null if there is none
     * @return the problem, be it that there is no answer in time; null if there is none
     */
    @Nullable
    String ask(Object key, String thread, Callable<@Nullable String> code) throws InterruptedException {
        asked.values().removeIf(check -> check.task.hasEnded());
        PendingCheck before = asked.get(key);
        if (before != null) {
            before.task.interrupt();
            return before.problem(timeout);
        }
        PendingCheck check = new PendingCheck(thread, code);
        asked.put(key, check);
        if (check.task.await(timeout)) {
            asked.remove(key, check);
            return check.problem(timeout);
        }
        String problem = check.problem(timeout);
        check.task.interrupt();
        return problem;
    }

    private static final class PendingCheck {

        private final DeadlineTask task;
        private volatile @Nullable String answer;

        PendingCheck(String thread, Callable<@Nullable String> code) {
            task = DeadlineTask.begin(thread, () -> answer = code.call());
        }

        @Nullable
        String problem(Duration timeout) {
            DeadlineTask.Outcome outcome = task.outcome();
            return outcome.isGood() ? answer : outcome.problem(timeout);
        }
    }
}
