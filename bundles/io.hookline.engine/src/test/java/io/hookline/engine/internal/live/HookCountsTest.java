package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.ErrorPolicy;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import io.hookline.engine.internal.chain.HookRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Counts of calls and failures: exact once calls have ended, and never less than at an earlier look. */
class HookCountsTest extends GuardFixture {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void aCallThatABreakerWillRefuseIsNotCountedBeforehand() throws Exception {
        follow(GuardRule.forHook("ill").breaker(BreakerUse.ON).failures(1).openFor(Duration.ofHours(1)));
        Teller point = open(ErrorPolicy.SKIP);
        addThrowing();
        long before = live.current().number();
        heard(point);
        awaitGeneration(before);
        long called = recordOf("ill").calls();
        add(info(0, "first"), heard -> waitAtTheGate());

        CompletableFuture<List<String>> underway = CompletableFuture.supplyAsync(() -> heard(point));
        entered.await();
        assertThat(recordOf("ill").calls()).isEqualTo(called);
        gate.countDown();
        underway.get(60, TimeUnit.SECONDS);
        assertThat(recordOf("ill").calls()).isEqualTo(called).isEqualTo(asked.get());
        assertThat(recordOf("first").calls()).isEqualTo(1);
    }

    @Test
    void aHookBehindOneThatEndsTheCallIsNotCountedBeforehand() throws Exception {
        Teller point = open(ErrorPolicy.ABORT);
        add(info(1, "first"), heard -> {
            waitAtTheGate();
            throw new IllegalStateException("the end");
        });
        add(2, "second");

        CompletableFuture<List<String>> underway = CompletableFuture.supplyAsync(() -> heard(point));
        entered.await();
        assertThat(recordOf("second").calls()).isZero();
        gate.countDown();
        assertThatThrownBy(underway::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(recordOf("second").calls()).isZero();
        assertThat(recordOf("first").calls()).isEqualTo(1);
    }

    @Test
    void countsNeverDecreaseWhileHooksFailAndBreakersOpenAndClose() throws Exception {
        follow(GuardRule.forHook("ill")
                .breaker(BreakerUse.ON)
                .failures(2)
                .openFor(Duration.ofMillis(1))
                .probes(1));
        AtomicLong turn = new AtomicLong();
        AtomicLong thrown = new AtomicLong();
        Teller point = open(ErrorPolicy.SKIP);
        add(1, "well");
        add(info(2, "ill"), heard -> {
            asked.incrementAndGet();
            if (turn.incrementAndGet() % 3 != 0) {
                thrown.incrementAndGet();
                throw new IllegalStateException("ill");
            }
        });
        add(3, "last");
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong made = new AtomicLong();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(CompletableFuture.runAsync(() -> {
                while (!ended.get()) {
                    heard(point);
                    made.incrementAndGet();
                }
            }));
        }
        List<HookRecord> records = List.of(recordOf("well"), recordOf("ill"), recordOf("last"));
        long[] seen = new long[records.size()];
        try {
            for (int look = 0; look < 3_000; look++) {
                for (int i = 0; i < seen.length; i++) {
                    HookRecord record = records.get(i);
                    long failures = record.failures();
                    long calls = record.calls();
                    assertThat(calls).isGreaterThanOrEqualTo(seen[i]).isGreaterThanOrEqualTo(failures);
                    seen[i] = calls;
                }
            }
        } finally {
            ended.set(true);
        }
        for (CompletableFuture<Void> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
        assertThat(recordOf("well").calls()).isEqualTo(made.get());
        assertThat(recordOf("ill").calls()).isEqualTo(asked.get());
        assertThat(recordOf("ill").failures()).isEqualTo(thrown.get());
        assertThat(recordOf("last").calls()).isEqualTo(made.get());
    }

    private void waitAtTheGate() {
        entered.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HookRecord recordOf(String plugin) {
        return live.snapshot().chains().get(POINT).hooks().stream()
                .filter(hook -> hook.info().plugin().equals(plugin))
                .findFirst()
                .orElseThrow()
                .record();
    }
}
