package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.CallScope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Removals that wait for the calls in a hook. */
class DrainTest extends LiveSetFixture {

    @Test
    void aRemovalWaitsForTheCallInTheHook() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Teller point = openPoint().call();
        FakeSource slow = add(info(1, "slow"), heard -> {
            entered.countDown();
            awaitLatch(gate);
            heard.add("slow");
        });
        CompletableFuture<List<String>> call = supplyInThread(() -> heard(point));
        awaitLatch(entered);
        CompletableFuture<Void> removal = runInThread(() -> live.remove(1));
        Awaitility.await().untilAsserted(() -> assertThat(heard(point)).isEmpty());
        assertThat(removal).isNotDone();
        assertThat(slow.givenBack).hasValue(0);
        gate.countDown();
        removal.get(60, TimeUnit.SECONDS);
        assertThat(slow.givenBack).hasValue(1);
        assertThat(call.get(60, TimeUnit.SECONDS)).containsExactly("slow");
    }

    @Test
    void aDrainThatTimesOutIsReportedAndTheHookIsSkippedFromThenOn() throws Exception {
        drains.setTimeout(Duration.ofMillis(50));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Teller point = openPoint().call();
        add(info(1, "first"), heard -> {
            entered.countDown();
            awaitLatch(gate);
        });
        add(2, "second");
        CompletableFuture<List<String>> call = supplyInThread(() -> heard(point));
        awaitLatch(entered);
        live.remove(2);
        assertThat(drains.metrics().timedOut()).isEqualTo(1);
        assertThat(drains.metrics().recentTimeouts()).singleElement().satisfies(drain -> {
            assertThat(drain.removed()).contains("second.hook@1.0.0");
            assertThat(drain.leasesLeft()).isEqualTo(1);
        });
        gate.countDown();
        assertThat(call.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aCallThatRemovesItsOwnHookDoesNotWaitForItself() {
        Teller point = openPoint().call();
        add(info(1, "self-removing"), heard -> {
            live.remove(1);
            heard.add("removed myself");
        });
        assertThat(heard(point)).containsExactly("removed myself");
        assertThat(heard(point)).isEmpty();
        assertThat(drains.metrics().timedOut()).isZero();
    }

    @Test
    void aCallInsideAScopeThatRemovesItsOwnHookDoesNotWaitForItself() {
        Teller point = openPoint().call();
        add(info(1, "self-removing"), heard -> live.remove(1));
        try (CallScope outer = leases.enter();
                CallScope inner = leases.enter()) {
            heard(point);
            assertThat(inner.generation()).isEqualTo(outer.generation());
        }
        assertThat(drains.metrics().timedOut()).isZero();
        assertThat(generations.leases()).isZero();
    }
}
