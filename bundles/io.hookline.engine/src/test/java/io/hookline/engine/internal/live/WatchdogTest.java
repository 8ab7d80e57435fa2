package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Next;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.internal.HookInfos;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Hooks that hang on their callers' threads, and which threads are interrupted. Hooks that must be told apart have named
 * classes: newer JVMs hide the frames of lambdas, so that those of one class look alike.
 */
class WatchdogTest extends GuardFixture {

    @Test
    void aCallThatHangsIsReportedWithItsStackAndLaterCallsPass() throws Exception {
        follow(GuardRule.forHook("ill").watched(Duration.ofMillis(300)));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        CompletableFuture<List<String>> stuck =
                CompletableFuture.supplyAsync(() -> heard(point), GuardFixture::onAThread);
        await().untilAsserted(() -> assertThat(guard("ill").hanging()).isEqualTo(1));
        awaitState("ill", BreakerState.OPEN);
        assertThat(engine.guards().events().get(0).reason())
                .contains("a call has been running for")
                .containsPattern("(?m)^    at ");
        await().untilAsserted(() -> assertThat(heard(point)).containsExactly("well"));
        assertThat(stuck).isNotDone();
        release.countDown();
        assertThat(stuck.get(60, TimeUnit.SECONDS)).containsExactly("well");
        await().untilAsserted(() -> assertThat(guard("ill").hanging()).isZero());
        assertThat(events()).contains(GuardEvent.Kind.OVERRUN, GuardEvent.Kind.TRIPPED, GuardEvent.Kind.RETURNED);
    }

    @Test
    void aCallThatHangsInsideAScopeIsReported() throws Exception {
        follow(GuardRule.forHook("ill").watched(Duration.ofMillis(300)));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        CompletableFuture<List<String>> stuck = CompletableFuture.supplyAsync(
                () -> {
                    try (var scope = leases.enter()) {
                        return heard(point);
                    }
                },
                GuardFixture::onAThread);
        awaitState("ill", BreakerState.OPEN);
        release.countDown();
        stuck.get(60, TimeUnit.SECONDS);
    }

    @Test
    void chainsCallInlineAndWatchedHooksThemselves() {
        open(ErrorPolicy.SKIP);
        Teller hook = heard -> heard.add("called");
        add(info(1, "direct"), hook);
        assertThat(live.snapshot().chains().get(POINT).hooks().get(0).target()).isSameAs(hook);
        follow(GuardRule.forAll().inline());
        await().untilAsserted(() -> assertThat(guard("direct").runner()).isEqualTo("inline"));
        assertThat(live.snapshot().chains().get(POINT).hooks().get(0).target()).isSameAs(hook);
    }

    @Test
    void aHookThatRunsInlineIsNotWatched() throws Exception {
        follow(GuardRule.forHook("ill").inline(), GuardRule.forHook("well").watched(Duration.ofMillis(1)));
        Teller point = open(ErrorPolicy.SKIP);
        addHanging();
        CompletableFuture<List<String>> stuck =
                CompletableFuture.supplyAsync(() -> heard(point), GuardFixture::onAThread);
        CompletableFuture<List<String>> alsoStuck = new CompletableFuture<>();
        add(HookInfos.at(HookInfos.hook(3, "other", 0), "test.seen", Teller.class), new Hanging());
        follow(GuardRule.forHook("ill").inline(), GuardRule.forHook("other").watched(Duration.ofMillis(300)));
        Teller seen = live.open(PointSpec.of("test.seen", Teller.class), "host", closed -> {})
                .call();
        onAThread(() -> alsoStuck.complete(heard(seen)));
        awaitState("other", BreakerState.OPEN);
        assertThat(guard("ill").state()).as("it began to hang before the other").isEqualTo(BreakerState.CLOSED);
        release.countDown();
        stuck.get(60, TimeUnit.SECONDS);
        alsoStuck.get(60, TimeUnit.SECONDS);
    }

    @Test
    void theTimeOfTheHostsActionDoesNotCountAsTheHooks() throws Exception {
        follow(GuardRule.forHook("").watched(Duration.ofMillis(300)));
        Wrapper point = live.open(PointSpec.of("test.around", Wrapper.class), "host", closed -> {})
                .call();
        add(wrapping(1, "around"), new Proceeding());
        Teller other = open(ErrorPolicy.SKIP);
        add(info(2, "slow"), new Hanging());
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
        CompletableFuture<List<String>> stuck =
                CompletableFuture.supplyAsync(() -> heard(other), GuardFixture::onAThread);
        awaitState("slow", BreakerState.OPEN);
        assertThat(guard("around").state()).isEqualTo(BreakerState.CLOSED);
        release.countDown();
        assertThat(action.get(60, TimeUnit.SECONDS)).isEqualTo("a");
        stuck.get(60, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptionReachesTheHookAndNotItsCaller() throws Exception {
        follow(GuardRule.forHook("ill").interrupted(Duration.ofMillis(100)));
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
                        GuardFixture::onAThread)
                .get(60, TimeUnit.SECONDS);
        assertThat(heard).containsExactly("interrupted");
        assertThat(left).hasValue(false);
    }

    @Test
    void anInterruptedHookThatThrowsDoesNotInterruptItsCaller() throws Exception {
        follow(GuardRule.forHook("ill").interrupted(Duration.ofMillis(100)));
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
                        GuardFixture::onAThread)
                .get(60, TimeUnit.SECONDS);
        assertThat(result).isEqualTo("a");
        assertThat(left).hasValue(false);
        var record = live.snapshot().chains().get("test.around").hooks().get(0).record();
        assertThat(record.lastFailure()).contains("did not answer within 100 ms");
    }

    @Test
    void theHostsActionIsNotInterrupted() throws Exception {
        follow(GuardRule.forHook("around").interrupted(Duration.ofMillis(1)));
        Wrapper point = open(Wrapper.class, ErrorPolicy.ABORT);
        add(wrapping(1, "around"), new Proceeding());
        add(info(2, "ill"), new Hanging());
        follow(
                GuardRule.forHook("around").interrupted(Duration.ofMillis(1)),
                GuardRule.forHook("ill").watched(Duration.ofMillis(300)));
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
        assertThat(action.get(60, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void aDeadlockIsReportedWithTheThreadsThatWaitForEachOther() {
        follow(GuardRule.forHook("").watched(Duration.ofMillis(300)));
        Object a = new Object();
        Object b = new Object();
        CountDownLatch both = new CountDownLatch(2);
        Teller first = open(ErrorPolicy.SKIP);
        Teller second = live.open(PointSpec.of("test.second", Teller.class), "host", closed -> {})
                .call();
        add(info(1, "ab"), new Locking(a, b, both));
        add(HookInfos.at(HookInfos.hook(2, "ba", 0), "test.second", Teller.class), new LockingInReverse(a, b, both));
        onAThread(() -> heard(first));
        onAThread(() -> heard(second));
        awaitState("ab", BreakerState.OPEN);
        awaitState("ba", BreakerState.OPEN);
        assertThat(engine.guards().events())
                .filteredOn(event -> event.kind() == GuardEvent.Kind.OVERRUN)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.reason()).contains("a deadlock: ", " waits for "));
    }

    @Test
    void aRemovalDoesNotWaitForACallThatHangsElsewhere() throws Exception {
        drains.setTimeout(Duration.ofMinutes(5));
        CompletableFuture<List<String>> stuck = hangInIll();
        add(3, "passing");
        CompletableFuture<Void> removal = runInThread(() -> live.remove(2));
        removal.get(60, TimeUnit.SECONDS);
        runInThread(() -> live.remove(3)).get(60, TimeUnit.SECONDS);
        assertThat(stuck).isNotDone();
        assertThat(drains.metrics().timedOut()).isZero();
        release.countDown();
        assertThat(stuck.get(60, TimeUnit.SECONDS))
                .as("what was removed meanwhile is skipped")
                .isEmpty();
    }

    @Test
    void theRemovalOfAHookWaitsForTheCallThatHangsInItAndLaterOnesDoNot() throws Exception {
        CompletableFuture<List<String>> stuck = hangInIll();
        drains.setTimeout(Duration.ofMillis(50));
        live.remove(1);
        assertThat(drains.metrics().timedOut()).isEqualTo(1);
        drains.setTimeout(Duration.ofMinutes(5));
        runInThread(() -> live.remove(2)).get(60, TimeUnit.SECONDS);
        assertThat(stuck).isNotDone();
        assertThat(drains.metrics().timedOut()).isEqualTo(1);
        release.countDown();
        assertThat(stuck.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aRemovalWaitsForACallThatHungAndWentOn() throws Exception {
        CompletableFuture<List<String>> stuck = new CompletableFuture<>();
        CountDownLatch inSecond = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        follow(GuardRule.forHook("ill").watched(Duration.ofMillis(300)));
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "ill"), new Hanging());
        FakeSource second = add(info(2, "second"), new Waiting(inSecond, gate));
        onAThread(() -> stuck.complete(heard(point)));
        awaitState("ill", BreakerState.OPEN);
        release.countDown();
        awaitLatch(inSecond);
        long before = live.current().number();
        CompletableFuture<Void> removal = runInThread(() -> live.remove(2));
        awaitGeneration(before);
        assertThat(removal).isNotDone();
        assertThat(second.givenBack).hasValue(0);
        gate.countDown();
        removal.get(60, TimeUnit.SECONDS);
        assertThat(stuck.get(60, TimeUnit.SECONDS)).containsExactly("waited");
    }

    /** A call that hangs, as the watchdog knows, in the hook 1 ahead of the hook 2. */
    private CompletableFuture<List<String>> hangInIll() {
        follow(GuardRule.forHook("ill").watched(Duration.ofMillis(300)));
        Teller point = open(ErrorPolicy.SKIP);
        add(info(1, "ill"), new Hanging());
        add(2, "well");
        CompletableFuture<List<String>> stuck =
                CompletableFuture.supplyAsync(() -> heard(point), GuardFixture::onAThread);
        awaitState("ill", BreakerState.OPEN);
        return stuck;
    }

    /** Tells that it was reached, and waits. */
    private record Waiting(CountDownLatch reached, CountDownLatch gate) implements Teller {

        @Override
        public void tell(List<String> heard) {
            reached.countDown();
            awaitLatch(gate);
            heard.add("waited");
        }
    }

    /** Hangs until it is released. */
    private final class Hanging implements Teller {

        @Override
        public void tell(List<String> heard) {
            hang();
        }
    }

    /** Goes on to the rest of its chain. */
    private static final class Proceeding implements Wrapper {

        @Override
        public Object wrap(Object argument, Next<Object, Object> next) throws Exception {
            return next.proceed(argument);
        }
    }

    /** Takes two locks. */
    private record Locking(Object first, Object second, CountDownLatch both) implements Teller {

        @Override
        public void tell(List<String> heard) {
            lockBoth(first, second, both);
        }
    }

    /** Takes the same locks the other way round. */
    private record LockingInReverse(Object first, Object second, CountDownLatch both) implements Teller {

        @Override
        public void tell(List<String> heard) {
            lockBoth(second, first, both);
        }
    }
}
