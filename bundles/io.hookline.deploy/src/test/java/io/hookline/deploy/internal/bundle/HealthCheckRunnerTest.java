package io.hookline.deploy.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A question that hangs costs one thread. */
final class HealthCheckRunnerTest {

    private final HealthCheckRunner questions = new HealthCheckRunner(Duration.ofMillis(50));

    @Test
    void theAnswerIsPassedOn() throws Exception {
        assertThat(new HealthCheckRunner(Duration.ofSeconds(30)).ask("a", "asks", () -> null))
                .isNull();
        assertThat(new HealthCheckRunner(Duration.ofSeconds(30)).ask("a", "asks", () -> "ill"))
                .isEqualTo("ill");
        assertThat(new HealthCheckRunner(Duration.ofSeconds(30)).ask("a", "asks", () -> {
                    throw new IllegalStateException("broken");
                }))
                .contains("broken");
    }

    @Test
    void whatHangsIsInterruptedAtTheDeadline() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        String problem = questions.ask("a", "asks", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return null;
        });
        assertThat(problem).contains("did not end within 50 ms");
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatHangsAllTheSameIsNotAskedASecondTimeUntilItEnds() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            String problem = questions.ask("a", "asks", () -> {
                asked.incrementAndGet();
                passWhateverInterrupts(gate);
                return null;
            });
            assertThat(problem).contains("did not end within 50 ms");
        }
        assertThat(asked).hasValue(1);
        assertThat(questions.ask("b", "asks", () -> "another")).isEqualTo("another");
        gate.countDown();
        Awaitility.await().untilAsserted(() -> assertThat(questions.ask("a", "asks", () -> "again"))
                .isEqualTo("again"));
    }

    private static void passWhateverInterrupts(CountDownLatch gate) {
        while (true) {
            try {
                gate.await();
                return;
            } catch (InterruptedException e) {
                // It goes on.
            }
        }
    }
}
