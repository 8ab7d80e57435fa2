package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookTimeoutException;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Next;
import io.hookline.api.runtime.BreakerState;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.internal.HookInfos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hooks on threads of their own: deadlines, written-off calls, full pools, and moves by rule. */
class PoolRunnerTest extends GuardFixture {

    @Test
    void theCallerOfAHookThatHangsContinuesAtTheDeadline() {
        follow(GuardRule.forHook("ill").pool(1, 0, 1, Duration.ofMillis(100)));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        assertThat(heard(point)).containsExactly("well");
        var record = live.snapshot().chains().get(POINT).hooks().get(0).record();
        assertThat(record.lastFailure())
                .isEqualTo(HookTimeoutException.class.getName() + ": hook ill.hook@1.0.0 did not answer within 100 ms");
        assertThat(guard("ill").hanging()).isEqualTo(1);
        assertThat(guard("ill").state()).isEqualTo(BreakerState.OPEN);
        release.countDown();
        await().untilAsserted(() -> assertThat(guard("ill").hanging()).isZero());
    }

    @Test
    void aHookThatEndsWhenItIsInterruptedIsNotWrittenOff() {
        follow(GuardRule.forHook("ill").pool(1, 0, 1, Duration.ofMillis(50)));
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "ill"), heard -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 5; i++) {
            assertThat(heard(point)).isEmpty();
        }
        assertThat(guard("ill").hanging()).isZero();
        assertThat(guard("ill").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void callsAreRefusedWhileAllThreadsAreBusy() throws Exception {
        follow(GuardRule.forHook("ill").pool(1, 1, 4, Duration.ofSeconds(30)));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        List<CompletableFuture<List<String>>> stuck = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            stuck.add(CompletableFuture.supplyAsync(() -> heard(point), GuardFixture::onAThread));
        }
        await().untilAsserted(() -> {
            assertThat(asked).hasValue(1);
            assertThat(heard(point)).containsExactly("well");
            assertThat(guard("ill").refusedCalls()).isPositive();
        });
        release.countDown();
        for (CompletableFuture<List<String>> one : stuck) {
            assertThat(one.get(60, TimeUnit.SECONDS)).containsExactly("well");
        }
    }

    @Test
    void aHookGetsNoMoreCallsAfterTheLimitOfWrittenOffCalls() {
        follow(GuardRule.forHook("ill").pool(1, 0, 2, Duration.ofMillis(20)));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        for (int i = 0; i < 4; i++) {
            engine.guards().reset("ill");
            heard(point);
        }
        assertThat(asked).hasValue(2);
        assertThat(guard("ill").hanging()).isEqualTo(2);
        release.countDown();
        await().untilAsserted(() -> assertThat(guard("ill").hanging()).isZero());
    }

    @Test
    void aWrappingHookProceedsOnItsCallersThread() throws Exception {
        follow(GuardRule.forHook("around").pool(1, 0, 1, Duration.ofSeconds(20)));
        Wrapper point = live.open(PointSpec.of("test.around", Wrapper.class), "host", closed -> {})
                .call();
        AtomicReference<@Nullable Thread> hooks = new AtomicReference<>();
        add(wrapping(1, "around"), (argument, next) -> {
            hooks.set(Thread.currentThread());
            return "<" + next.proceed(argument) + ">";
        });
        AtomicReference<@Nullable Thread> actions = new AtomicReference<>();
        Object result = point.wrap("a", argument -> {
            actions.set(Thread.currentThread());
            return argument + "!";
        });
        assertThat(result).isEqualTo("<a!>");
        assertThat(actions).hasValue(Thread.currentThread());
        assertThat(hooks.get()).isNotNull().isNotSameAs(Thread.currentThread());
        assertThatThrownBy(() -> point.wrap("a", argument -> {
                    throw new java.io.IOException("the action's own");
                }))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("the action's own");
    }

    @Test
    void anInterruptedCallerWaitsForTheHookAndStaysInterrupted() throws Exception {
        follow(GuardRule.forHook("well").pool(1, 0, 1, Duration.ofSeconds(20)));
        Teller point = open(ErrorPolicy.SKIP);
        add(2, "well");
        AtomicReference<Boolean> left = new AtomicReference<>();
        List<String> heard = CompletableFuture.supplyAsync(
                        () -> {
                            Thread.currentThread().interrupt();
                            List<String> told = heard(point);
                            left.set(Thread.currentThread().isInterrupted());
                            return told;
                        },
                        GuardFixture::onAThread)
                .get(60, TimeUnit.SECONDS);
        assertThat(heard).containsExactly("well");
        assertThat(left).hasValue(true);
        assertThat(guard("well").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anAsynchronousHookHasTheDeadlineForItsStage() throws Exception {
        follow(GuardRule.forHook("ill").pool(1, 0, 1, Duration.ofMillis(100)));
        Later point = open(Later.class, ErrorPolicy.SKIP);
        add(HookInfos.at(HookInfos.hook(1, "ill", 0), "test.later", Later.class), new Later() {
            @Override
            public CompletionStage<String> find(String key) {
                return new CompletableFuture<>();
            }
        });
        add(HookInfos.at(HookInfos.hook(2, "well", -1), "test.later", Later.class), new Later() {
            @Override
            public CompletionStage<String> find(String key) {
                return CompletableFuture.completedFuture(key + "!");
            }
        });
        assertThat(point.find("a").toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isEqualTo("a!");
    }

    @Test
    void anAsynchronousWrappingHookMayProceedLater() throws Exception {
        follow(GuardRule.forHook("around").pool(1, 0, 1, Duration.ofSeconds(20)));
        Later point = open(Later.class, ErrorPolicy.ABORT);
        CompletableFuture<Void> ready = new CompletableFuture<>();
        add(HookInfos.at(HookInfos.hook(1, "around", 0), "test.later", Later.class), new Later() {
            @Override
            public CompletionStage<String> wrap(String key, Next<String, CompletionStage<String>> next) {
                return ready.thenCompose(nothing -> {
                    try {
                        return next.proceed(key + "?");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
        });
        CompletionStage<String> answer = point.wrap("a", key -> CompletableFuture.completedFuture(key + "!"));
        ready.complete(null);
        assertThat(answer.toCompletableFuture().get(60, TimeUnit.SECONDS)).isEqualTo("a?!");
    }

    @Test
    void aDeadlockOfTwoHooksFreesTheirCallersAtTheDeadline() throws Exception {
        follow(GuardRule.forHook("").pool(4, 4, 4, Duration.ofMillis(200)));
        Object a = new Object();
        Object b = new Object();
        CountDownLatch both = new CountDownLatch(2);
        Teller first = open(ErrorPolicy.SKIP);
        Teller second = live.open(
                        PointSpec.of("test.second", Teller.class).withErrorPolicy(ErrorPolicy.SKIP),
                        "host",
                        closed -> {})
                .call();
        add(info(1, "ab"), heard -> lockBoth(a, b, both));
        add(HookInfos.at(HookInfos.hook(2, "ba", 0), "test.second", Teller.class), heard -> lockBoth(b, a, both));
        CompletableFuture<List<String>> one =
                CompletableFuture.supplyAsync(() -> heard(first), GuardFixture::onAThread);
        CompletableFuture<List<String>> two =
                CompletableFuture.supplyAsync(() -> heard(second), GuardFixture::onAThread);
        assertThat(one.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(two.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(guard("ab").hanging() + guard("ba").hanging()).isEqualTo(2);
    }

    @Test
    void aRemovalWaitsForWrittenOffCalls() throws Exception {
        follow(GuardRule.forHook("ill").pool(1, 0, 2, Duration.ofMillis(20)));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        heard(point);
        CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> live.remove(1), GuardFixture::onAThread);
        await().until(() -> live.snapshot().chains().get(POINT).hooks().size() == 1);
        assertThat(removal).isNotDone();
        release.countDown();
        removal.get(60, TimeUnit.SECONDS);
        assertThat(drains.metrics().timedOut()).isZero();
    }

    @Test
    void aRuleMovesAHookToThreadsOfItsOwnInOneGenerationAndNoCallIsLost() throws Exception {
        Teller point = open(ErrorPolicy.ABORT);
        add(info(1, "mover"), heard -> heard.add(Thread.currentThread().getName()));
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicInteger lost = new AtomicInteger();
        CompletableFuture<Void> caller = CompletableFuture.runAsync(
                () -> {
                    while (going.get()) {
                        if (heard(point).size() != 1) {
                            lost.incrementAndGet();
                        }
                    }
                },
                GuardFixture::onAThread);
        long before = live.current().number();
        for (int i = 0; i < 20; i++) {
            follow(GuardRule.forHook("mover").pool(2, 4, 2, Duration.ofSeconds(20)));
            awaitGeneration(before);
            assertThat(heard(point)).singleElement().asString().startsWith("hookline-pool-");
            follow();
            awaitGeneration(before + 1);
            assertThat(heard(point)).containsExactly(Thread.currentThread().getName());
            assertThat(live.current().number()).isEqualTo(before + 2);
            before += 2;
        }
        going.set(false);
        caller.get(60, TimeUnit.SECONDS);
        assertThat(lost).hasValue(0);
    }
}
