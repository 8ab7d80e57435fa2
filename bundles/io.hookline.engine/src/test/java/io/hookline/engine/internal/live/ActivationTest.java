package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.engine.internal.HookInfos;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Hooks that are activated while the live set changes. */
class ActivationTest extends LiveSetFixture {

    @Test
    void aHookThatLeavesWhileItIsFetchedIsGivenBackAndNeverCalled() throws Exception {
        Teller point = openPoint().call();
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Teller hook = heard -> heard.add("ghost");
        FakeSource slow = FakeSource.activatedBy(info(1, "slow"), () -> {
            fetching.countDown();
            awaitLatch(gate);
            return hook;
        });
        CompletableFuture<Void> adding = runInThread(() -> live.add(slow));
        awaitLatch(fetching);
        live.remove(1);
        gate.countDown();
        adding.get(60, TimeUnit.SECONDS);
        assertThat(slow.givenBack).hasValue(1);
        assertThat(heard(point)).isEmpty();
    }

    @Test
    void aHookThatMovesWhileItIsFetchedJoinsItsNewPoint() throws Exception {
        Teller there = openPoint(PointSpec.of("test.other", Teller.class)).call();
        openPoint();
        Teller hook = heard -> heard.add("moved");
        live.add(FakeSource.activatedBy(info(1, "mover"), () -> {
            modify(HookInfos.at(HookInfos.hook(1, "mover", 0), "test.other", Teller.class));
            return hook;
        }));
        assertThat(heard(there)).containsExactly("moved");
    }

    @Test
    void openingAPointWaitsForHooksThatAnotherThreadActivates() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Teller hook = heard -> heard.add("guard");
        live.add(FakeSource.activatedBy(info(1, "guard"), () -> {
            fetching.countDown();
            awaitLatch(gate);
            return hook;
        }));
        CompletableFuture<HookPoint<Teller>> first = supplyInThread(() -> openPoint());
        awaitLatch(fetching);
        CompletableFuture<List<String>> second =
                supplyInThread(() -> heard(live.open(PointSpec.of(POINT, Teller.class), "guest", closed -> {})
                        .call()));
        Awaitility.await().until(() -> live.owners(POINT).contains("guest"));
        gate.countDown();
        assertThat(second.get(60, TimeUnit.SECONDS)).containsExactly("guard");
        first.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aHookMayRegisterAndCallOtherHooksWhileItIsActivated() {
        Teller point = openPoint().call();
        AtomicReference<List<String>> seen = new AtomicReference<>();
        Teller hook = heard -> heard.add("late");
        live.add(FakeSource.activatedBy(info(1, "nesting"), () -> {
            add(2, "nested");
            seen.set(heard(point));
            return hook;
        }));
        assertThat(seen.get()).containsExactly("nested");
        assertThat(heard(point)).containsExactly("late", "nested");
    }
}
