package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.engine.guard.GuardRule;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Hooks that use more CPU or memory than their plugin may. */
class BudgetTest extends GuardFixture {

    @Test
    void aHookThatSpinsSpendsItsBudget() {
        follow(GuardRule.forHook("spinner").cpuPercent(1));
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "spinner"), heard -> spin());
        add(2, "well");
        assertThat(callUntilTripped(point, "spinner")).contains("% of a core, of 1 % allowed");
        assertThat(guard("well").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aHookThatSpinsInAPoolSpendsItsBudget() {
        follow(GuardRule.forHook("spinner")
                .pool(1, 0, 1, Duration.ofSeconds(20))
                .cpuPercent(1));
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "spinner"), heard -> spin());
        assertThat(callUntilTripped(point, "spinner")).contains("% of a core, of 1 % allowed");
    }

    /**
     * Calls until the guard has acted, and returns its reason. The event stays, also if the breaker lets probes through
     * meanwhile; and the budgets are so small that a busy machine, which gives this thread little of a core, leaves
     * enough to exceed them.
     */
    private String callUntilTripped(Teller point, String plugin) {
        await().atMost(Duration.ofMinutes(5)).pollDelay(Duration.ZERO).until(() -> {
            for (int i = 0; i < 100; i++) {
                heard(point);
            }
            return tripped(plugin).isPresent();
        });
        return tripped(plugin).orElseThrow().reason();
    }

    private Optional<GuardEvent> tripped(String plugin) {
        return engine.guards().events().stream()
                .filter(event -> event.kind() == GuardEvent.Kind.TRIPPED
                        && event.plugin().equals(plugin))
                .findFirst();
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
        assertThat(callUntilTripped(point, "hog")).contains("MB a second, of 1 MB allowed");
    }
}
