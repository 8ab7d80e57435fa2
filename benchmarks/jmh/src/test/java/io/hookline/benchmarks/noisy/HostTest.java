package io.hookline.benchmarks.noisy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.benchmarks.hook.EventHook;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The host counts the outcomes of calls, and ends even if its threads are stuck. */
class HostTest {

    private static final EventHook WELL = event -> event.add(1);

    private final Phase shared = new Phase();
    private final Phase other = new Phase();

    private int stuckAfterCalls(Fault fault, int threads, long waitNanos) {
        try (Host host = new Host(List.of(fault.hook(), WELL), threads)) {
            host.run(List.of(shared, other), 100, TimeUnit.MILLISECONDS.toNanos(100));
            return host.stuck(waitNanos);
        }
    }

    @Test
    void hangingThreadsAreLostAndLaterCallsAreRejected() {
        assertThat(stuckAfterCalls(Fault.HANGING, 2, 0)).isEqualTo(2);
        assertThat(shared.answeredPercent()).isZero();
        assertThat(shared.failedPercent()).isZero();
        assertThat(shared.millis(50)).isNaN();
        assertThat(other.answeredPercent()).isLessThan(100);
    }

    @Test
    void aCallThatThrowsFailsAndFreesItsThread() {
        assertThat(stuckAfterCalls(Fault.THROWING, 2, TimeUnit.SECONDS.toNanos(30)))
                .isZero();
        assertThat(shared.failedPercent()).isPositive();
        assertThat(shared.answeredPercent()).isZero();
        assertThat(other.failedPercent()).isZero();
    }
}
