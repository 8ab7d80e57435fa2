package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookRefusedException;
import io.hookline.api.HookTimeoutException;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.internal.guard.GuardedHook;
import io.hookline.engine.internal.guard.RuleOf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hooks that throw, hang, spin, do not link and use too much, beside one that is well. */
class GuardTest extends LiveSetFixture {

    private static final Duration OPEN = Duration.ofMillis(100);

    private final AtomicBoolean ill = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    private Teller open(ErrorPolicy policy) {
        PointSpec<Teller> spec = PointSpec.of(POINT, Teller.class).withErrorPolicy(policy);
        return live.open(spec, "host", closed -> {}).call();
    }

    private void follow(RuleOf... rules) {
        engine.guards().follow(Arrays.stream(rules).map(RuleOf::build).toList());
    }

    private GuardedHook guard(String plugin) {
        return engine.guards().guarded().stream()
                .filter(guard -> guard.info().plugin().equals(plugin))
                .findFirst()
                .orElseThrow();
    }

    private List<GuardEvent.Kind> events() {
        return engine.guards().events().stream().map(GuardEvent::kind).toList();
    }

    private void addThrowing() {
        add(info(1, "ill"), heard -> {
            asked.incrementAndGet();
            if (ill.get()) {
                throw new IllegalStateException("ill");
            }
            heard.add("ill");
        });
        add(2, "well");
    }

    private void addHanging() {
        add(info(1, "ill"), heard -> {
            asked.incrementAndGet();
            hang();
        });
        add(2, "well");
    }

    private void hang() {
        boolean waiting = true;
        while (waiting) {
            try {
                release.await();
                waiting = false;
            } catch (InterruptedException e) {
                // It does not care.
            }
        }
    }

    private void awaitState(String plugin, BreakerState state) {
        await().untilAsserted(() -> assertThat(guard(plugin).state()).isEqualTo(state));
    }

    /** Waits until the chain calls something else than it did. */
    private void awaitGeneration(long after) {
        await().until(() -> live.current().number() > after);
    }

    // ---- the breaker -----------------------------------------------------------------------------------------------

    @Test
    void aHookThatThrowsIsLeftAloneAndTriedAgainUntilItIsWell() {
        follow(RuleOf.hook("ill").breaker(3, OPEN, 2));
        Teller point = open(ErrorPolicy.SKIP);
        addThrowing();
        long before = live.current().number();
        for (int i = 0; i < 3; i++) {
            assertThat(heard(point)).containsExactly("well");
        }
        assertThat(guard("ill").state()).isEqualTo(BreakerState.OPEN);
        assertThat(guard("ill").reason()).contains("3 of 3 calls failed", "ill");
        awaitGeneration(before);
        int then = asked.get();
        ill.set(false);
        await().untilAsserted(() -> {
            assertThat(heard(point)).containsExactly("ill", "well");
            assertThat(guard("ill").state()).isEqualTo(BreakerState.CLOSED);
        });
        assertThat(then).isLessThan(asked.get());
        assertThat(events()).containsExactly(GuardEvent.Kind.TRIPPED, GuardEvent.Kind.RECOVERED);
    }

    @Test
    void whileOpenItIsNotCalledAndItsRefusalsAreNoFailures() {
        follow(RuleOf.hook("ill").breaker(1, Duration.ofHours(1), 2));
        Teller point = open(ErrorPolicy.SKIP);
        addThrowing();
        long before = live.current().number();
        heard(point);
        awaitGeneration(before);
        int then = asked.get();
        for (int i = 0; i < 1_000; i++) {
            assertThat(heard(point)).containsExactly("well");
        }
        assertThat(asked).hasValue(then);
        var record = live.snapshot().chains().get(POINT).hooks().get(0).record();
        assertThat(record.failures()).isEqualTo(then);
        assertThat(record.calls()).isEqualTo(then);
        assertThat(guard("ill").refusedCalls()).isGreaterThanOrEqualTo(1_000);
        assertThat(engine.guards().reset("ill")).isEqualTo(1);
        assertThat(guard("ill").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void failClosedItFailsCallsAtOnceAndSaysWhy() {
        follow(RuleOf.hook("ill").breaker(1, Duration.ofHours(1), 2));
        Teller point = open(ErrorPolicy.ABORT);
        addThrowing();
        long before = live.current().number();
        assertThatThrownBy(() -> heard(point)).isInstanceOf(IllegalStateException.class);
        awaitGeneration(before);
        assertThatThrownBy(() -> heard(point))
                .isInstanceOf(HookRefusedException.class)
                .hasMessageContaining("ill.hook@1.0.0 is not called: its breaker is open: 1 of 1 calls failed");
    }

    @Test
    void whereThrowingMayBeARefusalItDoesNotAddUp() {
        Teller point = open(ErrorPolicy.ABORT);
        addThrowing();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> heard(point)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(guard("ill").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aRuleMayChangeTheErrorPolicyOfOneHook() {
        Teller point = open(ErrorPolicy.ABORT);
        addThrowing();
        assertThatThrownBy(() -> heard(point)).isInstanceOf(IllegalStateException.class);
        follow(RuleOf.hook("ill").policy(ErrorPolicy.SKIP));
        assertThat(heard(point)).containsExactly("well");
        follow(
                RuleOf.hook("ill").policy(ErrorPolicy.SKIP),
                RuleOf.hook("ill").at(POINT).policy(ErrorPolicy.ABORT));
        assertThatThrownBy(() -> heard(point)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHookThatDoesNotLinkIsTakenOutAtOnce() {
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "ill"), heard -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });
        add(2, "well");
        assertThat(heard(point)).containsExactly("well");
        await().untilAsserted(() -> assertThat(live.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo(RefusalReason.CONTRACT_BROKEN);
            assertThat(refused.detail()).contains("org/example/Gone", "build it against the releases that run");
        }));
        assertThat(live.snapshot().chains().get(POINT).hooks()).hasSize(1);
        assertThat(events()).containsExactly(GuardEvent.Kind.QUARANTINED);
    }

    @Test
    void ofAHookThatRunsOutOfMemoryNothingMoreIsWanted() {
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "ill"), heard -> {
            throw new OutOfMemoryError("heap");
        });
        long before = live.current().number();
        assertThatThrownBy(() -> heard(point)).isInstanceOf(OutOfMemoryError.class);
        assertThat(guard("ill").state()).isEqualTo(BreakerState.LOCKED);
        assertThat(guard("ill").reason()).contains("unproven");
        awaitGeneration(before);
        assertThat(heard(point)).isEmpty();
    }

    // ---- the watchdog ----------------------------------------------------------------------------------------------

    @Test
    void aCallThatHangsIsReportedWithItsStackAndLaterCallsPass() throws Exception {
        follow(RuleOf.hook("ill").watched(Duration.ofMillis(300), false));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        CompletableFuture<List<String>> stuck = CompletableFuture.supplyAsync(() -> heard(point), GuardTest::onAThread);
        await().untilAsserted(() -> assertThat(guard("ill").hanging()).isEqualTo(1));
        awaitState("ill", BreakerState.OPEN);
        assertThat(engine.guards().events().get(0).reason()).contains("a call has been running for");
        await().untilAsserted(() -> assertThat(heard(point)).containsExactly("well"));
        assertThat(stuck).isNotDone();
        release.countDown();
        assertThat(stuck.get(10, TimeUnit.SECONDS)).containsExactly("well");
        await().untilAsserted(() -> assertThat(guard("ill").hanging()).isZero());
        assertThat(events()).contains(GuardEvent.Kind.OVERRUN, GuardEvent.Kind.TRIPPED, GuardEvent.Kind.RETURNED);
    }

    @Test
    void insideAScopeACallThatHangsIsSeenAsWell() throws Exception {
        follow(RuleOf.hook("ill").watched(Duration.ofMillis(300), false));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        CompletableFuture<List<String>> stuck = CompletableFuture.supplyAsync(
                () -> {
                    try (var scope = leases.enter()) {
                        return heard(point);
                    }
                },
                GuardTest::onAThread);
        awaitState("ill", BreakerState.OPEN);
        release.countDown();
        stuck.get(10, TimeUnit.SECONDS);
    }

    @Test
    void nobodyWatchesAHookThatIsToRunInline() throws Exception {
        follow(RuleOf.hook("ill").inline(), RuleOf.hook("well").watched(Duration.ofMillis(1), false));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        CompletableFuture<List<String>> stuck = CompletableFuture.supplyAsync(() -> heard(point), GuardTest::onAThread);
        CompletableFuture<List<String>> alsoStuck = new CompletableFuture<>();
        add(HookInfos.at(HookInfos.hook(3, "other", 0), "test.seen", Teller.class), heard -> hang());
        follow(RuleOf.hook("ill").inline(), RuleOf.hook("other").watched(Duration.ofMillis(300), false));
        Teller seen = live.open(PointSpec.of("test.seen", Teller.class), "host", closed -> {})
                .call();
        onAThread(() -> alsoStuck.complete(heard(seen)));
        awaitState("other", BreakerState.OPEN);
        assertThat(guard("ill").state()).as("it began to hang before the other").isEqualTo(BreakerState.CLOSED);
        release.countDown();
        stuck.get(10, TimeUnit.SECONDS);
        alsoStuck.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatTheHostsActionTakesIsNotTheHooks() throws Exception {
        follow(RuleOf.hook("").watched(Duration.ofMillis(300), false));
        Wrapper point = live.open(PointSpec.of("test.around", Wrapper.class), "host", closed -> {})
                .call();
        add(wrapping(1, "around"), (argument, next) -> next.proceed(argument));
        Teller other = open(ErrorPolicy.SKIP);
        add(info(2, "slow"), heard -> hang());
        CompletableFuture<Object> action = new CompletableFuture<>();
        onAThread(() -> {
            try {
                action.complete(point.wrap("a", argument -> {
                    hang();
                    return argument;
                }));
            } catch (Exception e) {
                action.completeExceptionally(e);
            }
        });
        CompletableFuture<List<String>> stuck = CompletableFuture.supplyAsync(() -> heard(other), GuardTest::onAThread);
        awaitState("slow", BreakerState.OPEN);
        assertThat(guard("around").state()).isEqualTo(BreakerState.CLOSED);
        release.countDown();
        assertThat(action.get(10, TimeUnit.SECONDS)).isEqualTo("a");
        stuck.get(10, TimeUnit.SECONDS);
    }

    @Test
    void onlyTheHookIsInterruptedNotItsCaller() throws Exception {
        follow(RuleOf.hook("ill").watched(Duration.ofMillis(100), true));
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "ill"), heard -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                heard.add("interrupted");
                Thread.currentThread().interrupt();
            }
        });
        AtomicReference<Boolean> left = new AtomicReference<>();
        List<String> heard = CompletableFuture.supplyAsync(
                        () -> {
                            List<String> told = heard(point);
                            left.set(Thread.currentThread().isInterrupted());
                            return told;
                        },
                        GuardTest::onAThread)
                .get(10, TimeUnit.SECONDS);
        assertThat(heard).containsExactly("interrupted");
        assertThat(left).hasValue(false);
    }

    @Test
    void aHookThatThrowsWhenItIsInterruptedLeavesNoTraceAtItsCaller() throws Exception {
        follow(RuleOf.hook("ill").watched(Duration.ofMillis(100), true));
        Wrapper point = open(Wrapper.class, ErrorPolicy.SKIP);
        add(wrapping(1, "ill"), (argument, next) -> {
            release.await();
            return argument;
        });
        AtomicReference<Boolean> left = new AtomicReference<>();
        Object result = CompletableFuture.supplyAsync(
                        () -> {
                            Object told = wrap(point, "a");
                            left.set(Thread.currentThread().isInterrupted());
                            return told;
                        },
                        GuardTest::onAThread)
                .get(10, TimeUnit.SECONDS);
        assertThat(result).isEqualTo("a");
        assertThat(left).hasValue(false);
        var record = live.snapshot().chains().get("test.around").hooks().get(0).record();
        assertThat(record.lastFailure()).contains("did not answer within 100 ms");
    }

    @Test
    void whatTheHostDoesIsNotInterrupted() throws Exception {
        follow(RuleOf.hook("around").watched(Duration.ofMillis(1), true));
        Wrapper point = open(Wrapper.class, ErrorPolicy.ABORT);
        add(wrapping(1, "around"), (argument, next) -> next.proceed(argument));
        add(info(2, "ill"), heard -> hang());
        follow(
                RuleOf.hook("around").watched(Duration.ofMillis(1), true),
                RuleOf.hook("ill").watched(Duration.ofMillis(300), false));
        Teller other = open(ErrorPolicy.SKIP);
        CompletableFuture<Object> action = new CompletableFuture<>();
        onAThread(() -> {
            try {
                action.complete(point.wrap("a", argument -> {
                    release.await();
                    return argument;
                }));
            } catch (Exception e) {
                action.completeExceptionally(e);
            }
        });
        onAThread(() -> heard(other));
        // By now the watchdog has looked often enough.
        awaitState("ill", BreakerState.OPEN);
        release.countDown();
        assertThat(action.get(10, TimeUnit.SECONDS)).isEqualTo("a");
    }

    // ---- threads of its own ----------------------------------------------------------------------------------------

    @Test
    void theCallerOfAHookThatHangsGoesOnAtTheDeadline() {
        follow(RuleOf.hook("ill").pool(1, 0, 1, Duration.ofMillis(100)));
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
        follow(RuleOf.hook("ill").pool(1, 0, 1, Duration.ofMillis(50)));
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
    void whenItsThreadsAreBusyCallsAreRefusedAndNoThreadsPileUp() throws Exception {
        follow(RuleOf.hook("ill").pool(1, 1, 4, Duration.ofSeconds(30)));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        List<CompletableFuture<List<String>>> stuck = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            stuck.add(CompletableFuture.supplyAsync(() -> heard(point), GuardTest::onAThread));
        }
        await().untilAsserted(() -> {
            assertThat(asked).hasValue(1);
            assertThat(heard(point)).containsExactly("well");
            assertThat(guard("ill").refusedCalls()).isPositive();
        });
        release.countDown();
        for (CompletableFuture<List<String>> one : stuck) {
            assertThat(one.get(10, TimeUnit.SECONDS)).containsExactly("well");
        }
    }

    @Test
    void afterAsManyWrittenOffAsMayBeItGetsNoMoreCalls() {
        follow(RuleOf.hook("ill").pool(1, 0, 2, Duration.ofMillis(20)));
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
    void aHookThatWrapsGoesOnByItsCallersThread() throws Exception {
        follow(RuleOf.hook("around").pool(1, 0, 1, Duration.ofSeconds(20)));
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
    void anInterruptedCallerWaitsAllTheSameAndStaysInterrupted() throws Exception {
        follow(RuleOf.hook("well").pool(1, 0, 1, Duration.ofSeconds(20)));
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
                        GuardTest::onAThread)
                .get(10, TimeUnit.SECONDS);
        assertThat(heard).containsExactly("well");
        assertThat(left).hasValue(true);
        assertThat(guard("well").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anAsynchronousHookHasTheDeadlineForItsStage() throws Exception {
        follow(RuleOf.hook("ill").pool(1, 0, 1, Duration.ofMillis(100)));
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
        assertThat(point.find("a").toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isEqualTo("a!");
    }

    @Test
    void anAsynchronousHookThatWrapsMayGoOnLater() throws Exception {
        follow(RuleOf.hook("around").pool(1, 0, 1, Duration.ofSeconds(20)));
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
        assertThat(answer.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("a?!");
    }

    @Test
    void twoHooksThatLockEachOtherOutFreeTheirCallersAtTheDeadline() throws Exception {
        follow(RuleOf.hook("").pool(4, 4, 4, Duration.ofMillis(200)));
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
        CompletableFuture<List<String>> one = CompletableFuture.supplyAsync(() -> heard(first), GuardTest::onAThread);
        CompletableFuture<List<String>> two = CompletableFuture.supplyAsync(() -> heard(second), GuardTest::onAThread);
        assertThat(one.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(two.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(guard("ab").hanging() + guard("ba").hanging()).isEqualTo(2);
    }

    @Test
    void aDeadlockIsReportedWithWhoWaitsForWhom() {
        follow(RuleOf.hook("").watched(Duration.ofMillis(300), false));
        Object a = new Object();
        Object b = new Object();
        CountDownLatch both = new CountDownLatch(2);
        Teller first = open(ErrorPolicy.SKIP);
        Teller second = live.open(PointSpec.of("test.second", Teller.class), "host", closed -> {})
                .call();
        add(info(1, "ab"), heard -> lockBoth(a, b, both));
        add(HookInfos.at(HookInfos.hook(2, "ba", 0), "test.second", Teller.class), heard -> lockBoth(b, a, both));
        onAThread(() -> heard(first));
        onAThread(() -> heard(second));
        awaitState("ab", BreakerState.OPEN);
        awaitState("ba", BreakerState.OPEN);
        assertThat(engine.guards().events())
                .filteredOn(event -> event.kind() == GuardEvent.Kind.OVERRUN)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.reason()).contains("a deadlock: ", " waits for "));
    }

    private static void lockBoth(Object first, Object second, CountDownLatch both) {
        synchronized (first) {
            both.countDown();
            boolean waiting = true;
            while (waiting) {
                try {
                    both.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // It does not care.
                }
            }
            synchronized (second) {
                second.notifyAll();
            }
        }
    }

    @Test
    void aRemovalWaitsForWhatIsWrittenOff() throws Exception {
        follow(RuleOf.hook("ill").pool(1, 0, 2, Duration.ofMillis(20)));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        heard(point);
        CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> live.remove(1), GuardTest::onAThread);
        await().until(() -> live.snapshot().chains().get(POINT).hooks().size() == 1);
        assertThat(removal).isNotDone();
        release.countDown();
        removal.get(10, TimeUnit.SECONDS);
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
                GuardTest::onAThread);
        long before = live.current().number();
        for (int i = 0; i < 20; i++) {
            follow(RuleOf.hook("mover").pool(2, 4, 2, Duration.ofSeconds(20)));
            awaitGeneration(before);
            assertThat(heard(point)).singleElement().asString().startsWith("hookline-pool-");
            follow();
            awaitGeneration(before + 1);
            assertThat(heard(point)).containsExactly(Thread.currentThread().getName());
            assertThat(live.current().number()).isEqualTo(before + 2);
            before += 2;
        }
        going.set(false);
        caller.get(10, TimeUnit.SECONDS);
        assertThat(lost).hasValue(0);
    }

    // ---- budgets ---------------------------------------------------------------------------------------------------

    @Test
    void aHookThatSpinsSpendsItsBudget() {
        follow(RuleOf.hook("spinner").budget(20, 0));
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
    void onThreadsOfItsOwnToo() {
        follow(RuleOf.hook("spinner").pool(1, 0, 1, Duration.ofSeconds(20)).budget(20, 0));
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
        follow(RuleOf.hook("hog").budget(0, 1));
        Teller point = open(ErrorPolicy.SKIP);
        AtomicReference<byte[]> last = new AtomicReference<>();
        add(info(1, "hog"), heard -> last.set(new byte[100_000]));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            callOften(point);
            return guard("hog").state() == BreakerState.OPEN;
        });
        assertThat(guard("hog").reason()).contains("MB a second, of 1 MB allowed");
    }

    // ---- what a plugin must not do ---------------------------------------------------------------------------------

    @Test
    void whoTriesToExitIsNotCalledAnyMore() {
        Teller point = open(ErrorPolicy.SKIP);
        add(HookInfos.of(info(1, "ill"), 77), heard -> heard.add("ill"));
        add(2, "well");
        long before = live.current().number();
        engine.guards().triedToExit(HookInfos.release("ill", 77), "System.exit(0)");
        awaitGeneration(before);
        assertThat(heard(point)).containsExactly("well");
        assertThat(guard("ill").reason()).isEqualTo("its plugin called System.exit(0)");
    }

    @Test
    void whoTriedToExitBeforeItsHookCameIsNotCalledEither() {
        Teller point = open(ErrorPolicy.SKIP);
        List<String> told = new CopyOnWriteArrayList<>();
        engine.guards().addObserver((release, hook, reason) -> told.add(release.instance() + " " + reason));
        engine.guards().triedToExit(HookInfos.release("ill", 77), "System.exit(0)");
        add(HookInfos.of(info(1, "ill"), 77), heard -> heard.add("ill"));
        assertThat(heard(point)).isEmpty();
        await().untilAsserted(() -> assertThat(told).containsExactly("77 its plugin called System.exit(0)"));
        engine.guards().reset("ill");
        await().untilAsserted(() -> assertThat(heard(point)).containsExactly("ill"));
    }

    @Test
    void ofARefusalFurtherInTheHookThatMetItIsToBlame() {
        follow(RuleOf.hook("inner").breaker(1, Duration.ofHours(1), 1));
        Teller outer = open(ErrorPolicy.SKIP);
        Teller inner = live.open(PointSpec.of("test.inner", Teller.class), "host", closed -> {})
                .call();
        add(HookInfos.at(HookInfos.hook(1, "inner", 0), "test.inner", Teller.class), heard -> {
            throw new IllegalStateException("inner");
        });
        add(info(2, "outer"), inner);
        long before = live.current().number();
        heard(outer);
        awaitGeneration(before);
        heard(outer);
        var record = live.snapshot().chains().get(POINT).hooks().get(0).record();
        assertThat(record.failures()).isEqualTo(2);
        assertThat(record.calls()).isEqualTo(2);
        assertThat(guard("outer").refusedCalls()).isZero();
    }

    private <T> T open(Class<T> contract, ErrorPolicy policy) {
        String name = contract == Wrapper.class ? "test.around" : "test.later";
        return live.open(PointSpec.of(name, contract).withErrorPolicy(policy), "host", closed -> {})
                .call();
    }

    private static Object wrap(Wrapper point, Object argument) {
        try {
            return point.wrap(argument, passed -> passed);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(HookInfo info, Later hook) {
        live.add(new FakeSource(info, hook));
    }

    private static void onAThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private HookInfo wrapping(long id, String plugin) {
        return HookInfos.at(HookInfos.hook(id, plugin, 0), "test.around", Wrapper.class);
    }

    private void add(HookInfo info, Wrapper hook) {
        live.add(new FakeSource(info, hook));
    }

    /** Wraps an action. */
    interface Wrapper {

        @Compose(Composition.AROUND)
        Object wrap(Object argument, Next<Object, Object> next) throws Exception;
    }

    /** Answers later. */
    interface Later {

        @Compose(Composition.FIRST_RESULT)
        default CompletionStage<String> find(String key) {
            return CompletableFuture.completedFuture(null);
        }

        @Compose(Composition.AROUND)
        default CompletionStage<String> wrap(String key, Next<String, CompletionStage<String>> next) throws Exception {
            return next.proceed(key);
        }
    }
}
