package io.hookline.deploy.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is told of code that hangs. */
final class DeadlineTaskTest {

    private final CountDownLatch there = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void theLogGetsTheWholeStack() throws InterruptedException {
        DeadlineTask task = DeadlineTask.begin("hanging", this::hang);
        there.await();
        try {
            assertThat(task.trace()).hasMessage("hanging is here");
            assertThat(task.trace().getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("hang", "work", "run");
        } finally {
            end.countDown();
        }
        assertThat(task.await(Duration.ofMinutes(1))).isTrue();
    }

    private void hang() throws InterruptedException {
        there.countDown();
        end.await();
    }
}
