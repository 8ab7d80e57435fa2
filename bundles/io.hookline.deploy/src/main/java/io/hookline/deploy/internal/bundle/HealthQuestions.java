package io.hookline.deploy.internal.bundle;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks for answers with a deadline, at which the asking thread is interrupted. As long as one goes on all the same, the same is
 * not asked again: what hangs costs one thread, however often somebody wants to know. Safe for use by many threads.
 */
final class HealthQuestions {

    private final Duration timeout;
    private final Map<Object, Question> asked = new ConcurrentHashMap<>();

    HealthQuestions(Duration timeout) {
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
        asked.values().removeIf(question -> question.task.hasEnded());
        Question before = asked.get(key);
        if (before != null) {
            before.task.interrupt();
            return before.problem(timeout);
        }
        Question question = new Question(thread, code);
        asked.put(key, question);
        if (question.task.await(timeout)) {
            asked.remove(key, question);
            return question.problem(timeout);
        }
        String problem = question.problem(timeout);
        question.task.interrupt();
        return problem;
    }

    private static final class Question {

        private final DeadlineTask task;
        private volatile @Nullable String answer;

        Question(String thread, Callable<@Nullable String> code) {
            task = DeadlineTask.begin(thread, () -> answer = code.call());
        }

        @Nullable
        String problem(Duration timeout) {
            DeadlineTask.Outcome outcome = task.outcome();
            return outcome.isGood() ? answer : outcome.problem(timeout);
        }
    }
}
