package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.BreakerState;
import io.hookline.engine.guard.GuardRule;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Hooks that use more CPU or memory than their plugin may. */
class BudgetTest extends GuardFixture {

    @Test
    void aHookThatSpinsSpendsItsBudget() {
        follow(GuardRule.forHook("spinner").cpuPercent(20));
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "spinner"), heard -> spin());
        add(2, "well");
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            callOften(point);
            return guard("spinner").state() == BreakerState.OPEN;
        });
        assertThat(guard("spinner").reason()).contains("% of a core, of 20 % allowed");
        assertThat(guard("well").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aHookThatSpinsInAPoolSpendsItsBudget() {
        follow(GuardRule.forHook("spinner")
                .pool(1, 0, 1, Duration.ofSeconds(20))
                .cpuPercent(20));
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "spinner"), heard -> spin());
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            callOften(point);
            return guard("spinner").state() == BreakerState.OPEN;
        });
        assertThat(guard("spinner").reason()).contains("% of a core, of 20 % allowed");
    }

    private void callOften(Teller point) {
        for (int i = 0; i < 100; i++) {
            heard(point);
        }
    }

    private static void spin() {
        long end = System.nanoTime() + 1_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aHookThatAllocatesSpendsItsBudget() {
        follow(GuardRule.forHook("hog").allocatedMegabytes(1));
        Teller point = open(ErrorPolicy.SKIP);
        AtomicReference<byte[]> last = new AtomicReference<>();
        add(info(1, "hog"), heard -> last.set(new byte[100_000]));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            callOften(point);
            return guard("hog").state() == BreakerState.OPEN;
        });
        assertThat(guard("hog").reason()).contains("MB a second, of 1 MB allowed");
    }
}
