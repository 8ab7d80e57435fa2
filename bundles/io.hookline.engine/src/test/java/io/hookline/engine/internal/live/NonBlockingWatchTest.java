package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Blocking;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.internal.guard.NonBlockingWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Hooks that declare that they never block, and do. */
class NonBlockingWatchTest extends GuardFixture {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofSeconds(6);

    private final AtomicLong clock = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Gated hook = new Gated();
    private NonBlockingWatch watch;
    private Teller called;
    private Thread caller;
    private CompletableFuture<List<String>> call;

    // ---- as the engine watches -------------------------------------------------------------------------------------

    @Test
    void aHookThatWaitsIsNamedAndItsChainMayBlockFromOneGenerationOn() throws Exception {
        List<RuntimeEvent> told = new CopyOnWriteArrayList<>();
        engine.events().add(told::add);
        HookPoint<Teller> point = openPoint();
        add(info(1, "ill"), new Waiting());
        add(info(2, "well"), new Quick());
        assertThat(isNonBlocking(point)).isTrue();
        long before = live.current().number();
        CompletableFuture<List<String>> stuck = supplyInThread(() -> heard(point.call()));
        await().atMost(PATIENCE).until(() -> !isNonBlocking(point));
        assertThat(live.current().number()).isEqualTo(before + 1);
        assertThat(guard("ill").blocking()).isEqualTo(Blocking.WITHDRAWN);
        assertThat(guard("well").blocking()).isEqualTo(Blocking.NON_BLOCKING);
        assertThat(engine.guards().events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(GuardEvent.Kind.BLOCKED);
            assertThat(event.name()).isEqualTo("ill.hook");
            assertThat(event.reason())
                    .startsWith("it declares that it never blocks, but waited for java.util.concurrent.CountDownLatch")
                    .contains(" of one call (nonBlockingMillis is 20)")
                    .containsPattern("(?m)^    at ");
        });
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told)
                .filteredOn(RuntimeEvent.GenerationPublished.class::isInstance)
                .last()
                .satisfies(published -> {
                    assertThat(published.cause().actor().kind()).isEqualTo(Actor.Kind.GUARD);
                    assertThat(published.cause().reason()).contains("never blocks");
                }));
        assertThat(told).anyMatch(RuntimeEvent.GuardActed.class::isInstance);
        assertThat(guard("ill").reason()).contains("never blocks");
        release.countDown();
        assertThat(stuck.get(60, TimeUnit.SECONDS)).containsExactly("waited", "quick");
        assertThat(heard(point.call())).containsExactly("waited", "quick");
    }

    @Test
    void aHookThatComputesIsNamed() throws Exception {
        HookPoint<Teller> point = openPoint();
        add(info(1, "ill"), new Spinning());
        CompletableFuture<List<String>> stuck = supplyInThread(() -> heard(point.call()));
        await().atMost(PATIENCE).until(() -> !isNonBlocking(point));
        ended.set(true);
        stuck.get(60, TimeUnit.SECONDS);
        assertThat(engine.guards().events().get(0).reason()).contains("but computed for ");
    }

    @Test
    void itStaysWithdrawnForItsReleaseUntilAnOperatorResetsIt() throws Exception {
        HookPoint<Teller> point = openPoint();
        add(info(1, "ill"), new Waiting());
        CompletableFuture<List<String>> stuck = supplyInThread(() -> heard(point.call()));
        await().atMost(PATIENCE).until(() -> !isNonBlocking(point));
        release.countDown();
        stuck.get(60, TimeUnit.SECONDS);
        live.remove(1);
        add(info(1, "ill"), new Waiting());
        assertThat(isNonBlocking(point)).as("its component was restarted").isFalse();
        long before = live.current().number();
        assertThat(engine.guards().reset("ill")).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> isNonBlocking(point));
        assertThat(live.current().number()).isEqualTo(before + 1);
        assertThat(events()).containsExactly(GuardEvent.Kind.BLOCKED, GuardEvent.Kind.RECOVERED);
        assertThat(engine.guards().reset("ill")).isZero();
    }

    @Test
    void anotherReleaseIsTrusted() throws Exception {
        HookPoint<Teller> point = openPoint();
        add(info(1, "ill"), new Waiting());
        CompletableFuture<List<String>> stuck = supplyInThread(() -> heard(point.call()));
        await().atMost(PATIENCE).until(() -> !isNonBlocking(point));
        add(HookInfos.version(info(2, "ill"), "1.0.1"), new Quick());
        assertThat(isNonBlocking(point)).isTrue();
        release.countDown();
        stuck.get(60, TimeUnit.SECONDS);
    }

    @Test
    void callsThatAreAskedAboutBeforeEachGoOnWhileTheChainIsWithdrawn() throws Exception {
        HookPoint<Teller> point = openPoint();
        add(info(1, "ill"), new WaitingOnce());
        CompletableFuture<List<String>> stuck = supplyInThread(() -> heard(point.call()));
        await().atMost(PATIENCE).until(() -> generations.leases() > 0);
        boolean never = true;
        while (never) {
            try (CallScope scope = leases.enter()) {
                never = scope.isNonBlocking(point);
                assertThat(heard(point.call())).containsExactly("once");
            }
        }
        release.countDown();
        assertThat(stuck.get(60, TimeUnit.SECONDS)).containsExactly("once");
        assertThat(live.snapshot().chains().get(POINT).hooks().get(0).record().failures())
                .isZero();
    }

    // ---- by the clock of the test ----------------------------------------------------------------------------------

    @Test
    void oneCallBeyondTheLimitIsForgivenAndThreeInAMinuteAreNot() throws Exception {
        watchByTheTestsClock();
        holdACallFor(Duration.ofSeconds(24));
        holdACallFor(Duration.ofSeconds(24));
        assertThat(guard("ill").blocking()).isEqualTo(Blocking.NON_BLOCKING);
        holdACallFor(Duration.ofSeconds(24));
        assertThat(guard("ill").blocking()).isEqualTo(Blocking.WITHDRAWN);
    }

    @Test
    void callsBeyondTheLimitAreForgottenAfterAMinute() throws Exception {
        watchByTheTestsClock();
        for (int i = 0; i < 5; i++) {
            holdACallFor(Duration.ofSeconds(24));
            clock.addAndGet(Duration.ofMinutes(1).toNanos());
        }
        assertThat(guard("ill").blocking()).isEqualTo(Blocking.NON_BLOCKING);
    }

    @Test
    void oneCallThatTakesTenTimesTheLimitIsEnough() throws Exception {
        watchByTheTestsClock();
        holdACallFor(Duration.ofSeconds(90));
        assertThat(guard("ill").blocking()).isEqualTo(Blocking.NON_BLOCKING);
        holdACallFor(Duration.ofSeconds(130));
        assertThat(guard("ill").blocking()).isEqualTo(Blocking.WITHDRAWN);
    }

    @Test
    void aTimeInWhichTheWatchdogDidNotRunCountsNoMoreThanTheLimit() throws Exception {
        watchByTheTestsClock();
        hold();
        look(3);
        clock.addAndGet(Duration.ofHours(1).toNanos());
        look(1);
        letGo();
        assertThat(guard("ill").blocking()).isEqualTo(Blocking.NON_BLOCKING);
    }

    @Test
    void aCallThatLoadsAClassDoesNotCount() throws Exception {
        hook.loading = true;
        watchByTheTestsClock();
        holdACallFor(Duration.ofMinutes(10));
        assertThat(guard("ill").blocking()).isEqualTo(Blocking.NON_BLOCKING);
    }

    @Test
    void withoutALimitNothingIsWatched() throws Exception {
        watchByTheTestsClock();
        follow(GuardRule.forAll().nonBlockingLimit(Duration.ZERO));
        holdACallFor(Duration.ofMinutes(10));
        assertThat(guard("ill").blocking()).isEqualTo(Blocking.NON_BLOCKING);
    }

    /** Its limit is so long that the engine's own watch convicts no hook by the real clock. */
    private void watchByTheTestsClock() {
        follow(GuardRule.forAll().nonBlockingLimit(Duration.ofSeconds(10)));
        called = openPoint().call();
        add(info(1, "ill"), hook);
        watch = new NonBlockingWatch(engine.guards(), generations.slots()::callsUnderway, () -> true, clock::get);
    }

    private void holdACallFor(Duration time) throws Exception {
        hold();
        look((int) (time.toSeconds() / STEP.toSeconds()));
        letGo();
        look(1);
    }

    private void hold() {
        hook.gate = new CountDownLatch(1);
        call = new CompletableFuture<>();
        caller = new Thread(() -> call.complete(heard(called)));
        caller.setDaemon(true);
        caller.start();
        await().atMost(PATIENCE).until(() -> caller.getState() == Thread.State.WAITING);
    }

    private void letGo() throws Exception {
        hook.gate.countDown();
        assertThat(call.get(60, TimeUnit.SECONDS)).containsExactly("gated");
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
            clock.addAndGet(STEP.toNanos());
        }
    }

    private boolean isNonBlocking(HookPoint<?> point) {
        try (CallScope scope = leases.enter()) {
            return scope.isNonBlocking(point);
        }
    }

    @NonBlocking
    private static final class Quick implements Teller {

        @Override
        public void tell(List<String> heard) {
            heard.add("quick");
        }
    }

    @NonBlocking
    private final class Waiting implements Teller {

        @Override
        public void tell(List<String> heard) {
            hang();
            heard.add("waited");
        }
    }

    /** Waits in its first call. */
    @NonBlocking
    private final class WaitingOnce implements Teller {

        private final AtomicBoolean first = new AtomicBoolean(true);

        @Override
        public void tell(List<String> heard) {
            if (first.getAndSet(false)) {
                hang();
            }
            heard.add("once");
        }
    }

    @NonBlocking
    private final class Spinning implements Teller {

        @Override
        public void tell(List<String> heard) {
            long spins = 0;
            while (!ended.get()) {
                // Nothing native, which would count as waiting.
                spins++;
            }
            heard.add("spun " + spins);
        }
    }

    /** Waits at a gate, in a class loader if that is asked for. */
    @NonBlocking
    private static final class Gated implements Teller {

        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean loading;

        @Override
        public void tell(List<String> heard) {
            if (loading) {
                loadClass();
            } else {
                awaitGate();
            }
            heard.add("gated");
        }

        private void loadClass() {
            awaitGate();
        }

        private void awaitGate() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
