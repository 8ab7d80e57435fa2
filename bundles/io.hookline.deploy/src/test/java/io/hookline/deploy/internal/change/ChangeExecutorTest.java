package io.hookline.deploy.internal.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.internal.receive.Cancellation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One change at a time. */
final class ChangeExecutorTest {

    private final ChangeExecutor executor = new ChangeExecutor(Duration.ofMillis(100));

    @Test
    void aChangeRunsOnAThreadOfItsOwn() throws Exception {
        String name = executor.run("a plan", ProgressListener.NONE, cancellation -> Thread.currentThread()
                .getName());
        assertThat(name).isEqualTo("hookline-change a plan");
    }

    @Test
    void aChangeThatDoesNotGetItsTurnIsRefusedWithTheReason() throws Exception {
        ChangeExecutor.Turn turn = executor.take("deploying x.jar", ProgressListener.NONE);
        turn.waitsFor("which is prepared and waits for its commit until noon");
        assertThatExceptionOfType(DeployRefusedException.class)
                .isThrownBy(() -> executor.run("a plan", ProgressListener.NONE, cancellation -> 1))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(DeployRefusal.BUSY))
                .withMessage("another change has not ended: deploying x.jar, which is prepared and waits for its commit"
                        + " until noon; try again later");
        turn.end();
        int answer = executor.run("a plan", ProgressListener.NONE, cancellation -> 1);
        assertThat(answer).isEqualTo(1);
    }

    @Test
    void workThatCanWaitDoesNotWaitForAChange() throws Exception {
        AtomicInteger made = new AtomicInteger();
        ChangeExecutor.Turn turn = executor.take("deploying x.jar", ProgressListener.NONE);
        executor.runIfFree("a start", cancellation -> made.incrementAndGet());
        assertThat(made).hasValue(0);
        turn.end();
        executor.runIfFree("a start", cancellation -> made.incrementAndGet());
        assertThat(made).hasValue(1);
    }

    @Test
    void aTurnEndsOnce() throws Exception {
        ChangeExecutor.Turn turn = executor.take("one", ProgressListener.NONE);
        turn.end();
        ChangeExecutor.Turn next = executor.take("next", ProgressListener.NONE);
        turn.end();
        assertThatExceptionOfType(DeployRefusedException.class)
                .isThrownBy(() -> executor.take("third", ProgressListener.NONE));
        next.end();
    }

    @Test
    void theStepsOfATurnCanBeRunByDifferentThreads() throws Exception {
        ChangeExecutor.Turn turn = executor.take("one", ProgressListener.NONE);
        String first = turn.run(new Cancellation(), cancellation -> "first");
        assertThat(first).isEqualTo("first");
        Thread other = new Thread(turn::end);
        other.start();
        other.join();
        int next = executor.run("next", ProgressListener.NONE, cancellation -> 2);
        assertThat(next).isEqualTo(2);
    }

    @Test
    void noChangeIsMadeAfterTheEnd() {
        assertThat(executor.shut(Duration.ofSeconds(1))).isTrue();
        assertThatExceptionOfType(DeployRefusedException.class)
                .isThrownBy(() -> executor.run("a plan", ProgressListener.NONE, cancellation -> 1))
                .withMessage("the deployer is being stopped");
    }
}
