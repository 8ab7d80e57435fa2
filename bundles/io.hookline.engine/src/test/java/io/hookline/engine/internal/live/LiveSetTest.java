package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.CallScope;
import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.RequiredHookMissingException;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.HookInfos;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LiveSetTest extends LiveSetFixture {

    // ---- join, leave, change -------------------------------------------------------------------------------------

    @Test
    void hooksJoinAndLeaveWithOneGenerationEach() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        long start = live.current().number();
        FakeSource a = add(1, "a");
        add(2, "b");
        assertThat(live.current().number()).isEqualTo(start + 2);
        assertThat(heard(point)).containsExactly("a", "b");
        live.remove(1);
        assertThat(live.current().number()).isEqualTo(start + 3);
        assertThat(heard(point)).containsExactly("b");
        assertThat(a.fetched).hasValue(1);
        assertThat(a.givenBack).hasValue(1);
    }

    @Test
    void hooksThatCameFirstWaitUnfetchedForTheirPoint() {
        FakeSource a = add(1, "a");
        add(2, "b");
        assertThat(a.fetched).hasValue(0);
        assertThat(live.refused())
                .extracting(RefusedHook::reason)
                .containsExactly(RefusalReason.UNKNOWN_POINT, RefusalReason.UNKNOWN_POINT);
        long start = live.current().number();
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        assertThat(live.current().number()).isEqualTo(start + 1);
        assertThat(heard(point)).containsExactly("a", "b");
        assertThat(live.refused()).isEmpty();
    }

    @Test
    void aChangedRankingMovesTheHookWithoutFetchingItAgain() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        add(1, "a");
        FakeSource b = add(2, "b");
        modify(HookInfos.at(HookInfos.hook(2, "b", 10), POINT, Teller.class));
        assertThat(heard(point)).containsExactly("b", "a");
        assertThat(b.fetched).hasValue(1);
        assertThat(b.givenBack).hasValue(0);
    }

    @Test
    void aHookCanMoveToAnotherPoint() {
        Teller here = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        Teller there = live.open(PointSpec.of("test.other", Teller.class), "host", closed -> {})
                .call();
        add(1, "a");
        long before = live.current().number();
        modify(HookInfos.at(HookInfos.hook(1, "a", 0), "test.other", Teller.class));
        assertThat(heard(here)).isEmpty();
        assertThat(heard(there)).containsExactly("a");
        assertThat(live.current().number()).isEqualTo(before + 1);
    }

    @Test
    void whatChangesNothingPublishesNothing() {
        live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        add(1, "a");
        long before = live.current().number();
        modify(info(1, "a"));
        add(HookInfos.at(HookInfos.hook(2, "b", 0), "nowhere", Teller.class), heard -> {});
        live.remove(2);
        assertThat(live.current().number()).isEqualTo(before);
    }

    // ---- releases ------------------------------------------------------------------------------------------------

    @Test
    void theNewestReleaseStandsInThePlaceAndTheOldOneBehindIt() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        FakeSource old = add(HookInfos.version(info(1, "a"), "1.0.0"), heard -> heard.add("1.0"));
        long before = live.current().number();
        add(HookInfos.version(info(2, "a"), "1.1.0"), heard -> heard.add("1.1"));
        assertThat(live.current().number()).isEqualTo(before + 1);
        assertThat(heard(point)).containsExactly("1.1");
        assertThat(standby()).containsExactly("a.hook@1.0.0");
        assertThat(old.givenBack).hasValue(0);

        live.remove(2);
        assertThat(heard(point)).containsExactly("1.0");
        assertThat(standby()).isEmpty();
    }

    @Test
    void severalInstancesOfOneReleaseAllStand() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        add(1, "a");
        add(2, "a");
        assertThat(heard(point)).containsExactly("a", "a");
    }

    @Test
    void removingAReleaseThatStoodByWaitsOnlyForCallsThatCouldSeeIt() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        FakeSource old = add(HookInfos.version(info(1, "a"), "1.0.0"), heard -> heard.add("1.0"));
        add(HookInfos.version(info(2, "a"), "1.1.0"), heard -> heard.add("1.1"));
        try (CallScope scope = leases.enter()) {
            heard(point);
            assertThat(scope.generation()).isEqualTo(live.current().number());
            runOnOtherThread(() -> live.remove(1));
        }
        assertThat(old.givenBack).hasValue(1);
        assertThat(drains.metrics().timedOut()).isZero();
    }

    // ---- refusals ------------------------------------------------------------------------------------------------

    @Test
    void aServiceOfAnotherTypeIsRefusedUnfetched() {
        live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        FakeSource wrong = new FakeSource(HookInfos.at(HookInfos.hook(1, "a", 0), POINT, Runnable.class), "");
        live.add(wrong);
        assertThat(wrong.fetched).hasValue(0);
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.reason()).isEqualTo(RefusalReason.WRONG_CONTRACT);
            assertThat(hook.detail()).contains(Teller.class.getName(), "java.lang.Runnable");
        });
    }

    @Test
    void aServiceThatDoesNotImplementTheContractIsRefusedAndGivenBack() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        FakeSource foreign = new FakeSource(info(1, "a"), "claims the name of the contract, is a string");
        live.add(foreign);
        assertThat(foreign.givenBack).hasValue(1);
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.reason()).isEqualTo(RefusalReason.WRONG_CONTRACT);
            assertThat(hook.detail()).contains("java.lang.String", "does not implement it");
        });
        add(2, "b");
        assertThat(live.refused()).hasSize(1);
        assertThat(foreign.fetched).as("not fetched again, for nothing").hasValue(1);
        assertThat(heard(point)).containsExactly("b");
    }

    @Test
    void aHookTakesThePlaceOfAnotherInOneGeneration() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        FakeSource old = add(info(1, "a"), heard -> heard.add("old"));
        long before = live.current().number();
        live.add(new FakeSource(info(2, "a"), (Teller) heard -> heard.add("new")) {
            @Override
            public long replaces() {
                return 1;
            }
        });
        assertThat(heard(point)).as("of another bundle").containsExactly("old", "new");
        assertThat(live.current().number()).isEqualTo(before + 1);
        live.add(new FakeSource(HookInfos.of(info(3, "a"), 1), (Teller) heard -> heard.add("newest")) {
            @Override
            public long replaces() {
                return 1;
            }
        });
        assertThat(heard(point)).containsExactly("new", "newest");
        assertThat(live.current().number()).isEqualTo(before + 2);
        live.remove(1);
        assertThat(old.givenBack).hasValue(1);
        assertThat(live.current().number()).isEqualTo(before + 2);
        assertThat(heard(point)).containsExactly("new", "newest");
    }

    @Test
    void whoFollowsPointsHearsOfThemBeforeTheirOpenerCalls() {
        List<String> heard = new ArrayList<>();
        live.onPointChange(name -> {
            heard.add(name + " " + live.contract(name));
            if (live.contract(name) != null) {
                add(1, "a");
            }
        });
        HookPoint<Teller> point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        assertThat(heard(point.call())).containsExactly("a");
        point.close();
        assertThat(heard).containsExactly(POINT + " " + Teller.class, POINT + " null");
    }

    @Test
    void aBadPropertyIsRefusedUntilItIsMended() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        FakeSource bad = add(HookInfos.problem(info(1, "a"), "service.ranking is text"), heard -> heard.add("a"));
        assertThat(bad.fetched).hasValue(0);
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.reason()).isEqualTo(RefusalReason.BAD_PROPERTY);
            assertThat(hook.detail()).contains("service.ranking is text");
        });
        modify(info(1, "a"));
        assertThat(heard(point)).containsExactly("a");
    }

    @Test
    void aHookThatCannotBeActivatedIsRefusedAndTheChainServes() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        add(1, "a");
        live.add(FakeSource.activatedBy(info(2, "b"), () -> null));
        live.add(FakeSource.activatedBy(info(3, "c"), () -> {
            throw new NoClassDefFoundError("absent/Type");
        }));
        assertThat(heard(point)).containsExactly("a");
        assertThat(live.refused()).hasSize(2).allSatisfy(hook -> assertThat(hook.reason())
                .isEqualTo(RefusalReason.ACTIVATION_FAILED));
        assertThat(live.refused().get(1).detail()).contains("absent/Type");
    }

    @Test
    void aCycleRefusesTheYoungestUntilItIsBroken() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        add(HookInfos.before(info(1, "a"), "b"), heard -> heard.add("a"));
        FakeSource b = add(HookInfos.before(info(2, "b"), "a"), heard -> heard.add("b"));
        assertThat(heard(point)).containsExactly("a");
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.reason()).isEqualTo(RefusalReason.ORDER_CYCLE);
            assertThat(hook.plugin()).isEqualTo("b");
        });
        live.remove(1);
        assertThat(heard(point)).containsExactly("b");
        assertThat(live.refused()).isEmpty();
        assertThat(b.fetched).hasValue(1);
    }

    @Test
    void aRefusedReleaseDoesNotDisplaceTheRunningOne() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        add(HookInfos.version(info(1, "auth"), "1.0.0"), heard -> heard.add("auth 1.0"));
        add(HookInfos.before(info(2, "other"), "auth"), heard -> heard.add("other"));
        add(HookInfos.before(HookInfos.version(info(3, "auth"), "1.1.0"), "other"), heard -> heard.add("auth 1.1"));
        assertThat(heard(point)).containsExactly("other", "auth 1.0");
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.plugin()).isEqualTo("auth");
            assertThat(hook.version()).isEqualTo("1.1.0");
            assertThat(hook.reason()).isEqualTo(RefusalReason.ORDER_CYCLE);
        });
    }

    @Test
    void aFailedActivationIsTriedAgainWithTheNextChange() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        Teller hook = heard -> heard.add("late");
        Iterator<Object> attempts = Arrays.<Object>asList(null, hook).iterator();
        live.add(FakeSource.activatedBy(info(1, "late"), attempts::next));
        assertThat(heard(point)).isEmpty();
        add(2, "b");
        assertThat(heard(point)).containsExactly("late", "b");
        assertThat(live.refused()).isEmpty();
    }

    // ---- points --------------------------------------------------------------------------------------------------

    @Test
    void equalSpecificationsShareAPointAndOthersAreRefusedByName() {
        HookPoint<Teller> one = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        HookPoint<Teller> two = live.open(PointSpec.of(POINT, Teller.class), "guest", closed -> {});
        assertThat(two.call()).isSameAs(one.call());
        assertThat(live.owners(POINT)).containsExactly("host", "guest");
        assertThatThrownBy(() -> live.open(
                        PointSpec.of(POINT, Teller.class).withErrorPolicy(ErrorPolicy.SKIP), "stranger", closed -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(POINT, "host");
        one.close();
        one.close();
        assertThat(heard(two.call())).isEmpty();
    }

    @Test
    void aClosedPointRefusesCallsAndGivesItsHooksBack() {
        HookPoint<Teller> point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        FakeSource a = add(1, "a");
        point.close();
        assertThat(a.givenBack).hasValue(1);
        assertThatThrownBy(() -> heard(point.call()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(generations.leases())
                .as("a call that is refused holds no lease")
                .isZero();
        assertThat(live.refused()).singleElement().satisfies(hook -> assertThat(hook.reason())
                .isEqualTo(RefusalReason.UNKNOWN_POINT));

        Teller again = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        assertThat(heard(again)).containsExactly("a");
        assertThat(a.fetched).hasValue(2);
    }

    @Test
    void joiningTakesAPointWithWhateverPolicy() {
        live.open(PointSpec.of(POINT, Teller.class).withErrorPolicy(ErrorPolicy.SKIP), "host", closed -> {});
        assertThat(live.join(POINT, Teller.class, "guest").name()).isEqualTo(POINT);
        assertThatThrownBy(() -> live.join(POINT, Empty.class, "stranger"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another contract");
    }

    // ---- drain ---------------------------------------------------------------------------------------------------

    @Test
    void removalWaitsForTheCallThatIsInTheHook() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        FakeSource slow = add(info(1, "slow"), heard -> {
            entered.countDown();
            await(gate);
            heard.add("slow");
        });
        CompletableFuture<List<String>> call = supplyInThread(() -> heard(point));
        await(entered);
        CompletableFuture<Void> removal = runInThread(() -> live.remove(1));
        Awaitility.await().untilAsserted(() -> assertThat(heard(point)).isEmpty());
        assertThat(removal).isNotDone();
        assertThat(slow.givenBack).hasValue(0);
        gate.countDown();
        removal.get(10, TimeUnit.SECONDS);
        assertThat(slow.givenBack).hasValue(1);
        assertThat(call.get(10, TimeUnit.SECONDS)).containsExactly("slow");
    }

    @Test
    void aDrainThatRunsOutIsReportedAndTheHookIsPassedOverFromThenOn() throws Exception {
        drains.setTimeout(Duration.ofMillis(50));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        add(info(1, "first"), heard -> {
            entered.countDown();
            await(gate);
        });
        add(2, "second");
        CompletableFuture<List<String>> call = supplyInThread(() -> heard(point));
        await(entered);
        live.remove(2);
        assertThat(drains.metrics().timedOut()).isEqualTo(1);
        assertThat(drains.metrics().recentTimeouts()).singleElement().satisfies(drain -> {
            assertThat(drain.removed()).contains("second.hook@1.0.0");
            assertThat(drain.leasesLeft()).isEqualTo(1);
        });
        gate.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aCallThatRemovesItsOwnHookDoesNotWaitForItself() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        add(info(1, "suicidal"), heard -> {
            live.remove(1);
            heard.add("removed myself");
        });
        assertThat(heard(point)).containsExactly("removed myself");
        assertThat(heard(point)).isEmpty();
        assertThat(drains.metrics().timedOut()).isZero();
    }

    @Test
    void aCallInsideAScopeThatRemovesItsOwnHookDoesNotWaitForItself() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        add(info(1, "suicidal"), heard -> live.remove(1));
        try (CallScope outer = leases.enter();
                CallScope inner = leases.enter()) {
            heard(point);
            assertThat(inner.generation()).isEqualTo(outer.generation());
        }
        assertThat(drains.metrics().timedOut()).isZero();
        assertThat(generations.leases()).isZero();
    }

    // ---- required hooks ------------------------------------------------------------------------------------------

    @Test
    void aCallWaitsForARequiredHookAndThenPassesThroughIt() throws Exception {
        Teller point = live.open(required(Duration.ofSeconds(20)), "host", closed -> {})
                .call();
        CompletableFuture<List<String>> call = supplyInThread(() -> heard(point));
        add(2, "other");
        assertThat(call).isNotDone();
        add(1, "guard");
        assertThat(call.get(10, TimeUnit.SECONDS)).contains("guard");
    }

    @Test
    void aCallFailsClosedWhenTheRequiredHookStaysAway() {
        Teller point =
                live.open(required(Duration.ofMillis(20)), "host", closed -> {}).call();
        add(2, "other");
        assertThatThrownBy(() -> heard(point))
                .isInstanceOf(RequiredHookMissingException.class)
                .hasMessageContainingAll(POINT, "guard", "20 ms");
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aPointWithoutItsRequiredHookIsNotEmptyForItsHost() {
        HookPoint<Teller> point = live.open(required(Duration.ZERO), "host", closed -> {});
        assertThat(point.isEmpty()).isFalse();
        HookPoint<Teller> free = live.open(PointSpec.of("test.free", Teller.class), "host", closed -> {});
        assertThat(free.isEmpty()).isTrue();
    }

    @Test
    void whoWaitsForARequiredHookDoesNotHoldUpItsReplacement() throws Exception {
        Teller point = live.open(required(Duration.ofSeconds(20)), "host", closed -> {})
                .call();
        add(1, "guard");
        live.remove(1);
        CompletableFuture<List<String>> call = supplyInThread(() -> heard(point));
        add(2, "other");
        live.remove(2);
        assertThat(drains.metrics().timedOut()).isZero();
        add(3, "guard");
        assertThat(call.get(10, TimeUnit.SECONDS)).containsExactly("guard");
    }

    @Test
    void aScopeThatBeganWithoutTheRequiredHookFailsAtOnce() {
        Teller free = live.open(PointSpec.of("test.free", Teller.class), "host", closed -> {})
                .call();
        Teller point = live.open(required(Duration.ofSeconds(20)), "host", closed -> {})
                .call();
        try (CallScope scope = leases.enter()) {
            heard(free);
            assertThat(scope.generation()).isPositive();
            assertThatThrownBy(() -> heard(point))
                    .isInstanceOf(RequiredHookMissingException.class)
                    .hasMessageContaining("generation");
        }
    }

    @Test
    void callsThatComeLateDoNotWaitAgain() {
        Teller point = live.open(required(Duration.ofMillis(200)), "host", closed -> {})
                .call();
        assertThatThrownBy(() -> heard(point)).isInstanceOf(RequiredHookMissingException.class);
        // The wait is over for everyone: a thread whose waiting would be cut short by its interrupt does not wait at
        // all.
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> heard(point)).hasMessageNotContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    // ---- activation races ----------------------------------------------------------------------------------------

    @Test
    void aHookThatLeavesWhileItIsFetchedIsGivenBackAndNeverCalled() throws Exception {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Teller hook = heard -> heard.add("ghost");
        FakeSource slow = FakeSource.activatedBy(info(1, "slow"), () -> {
            fetching.countDown();
            await(gate);
            return hook;
        });
        CompletableFuture<Void> adding = runInThread(() -> live.add(slow));
        await(fetching);
        live.remove(1);
        gate.countDown();
        adding.get(10, TimeUnit.SECONDS);
        assertThat(slow.givenBack).hasValue(1);
        assertThat(heard(point)).isEmpty();
    }

    @Test
    void aHookThatMovesWhileItIsFetchedStandsAtItsNewPoint() throws Exception {
        Teller there = live.open(PointSpec.of("test.other", Teller.class), "host", closed -> {})
                .call();
        live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        Teller hook = heard -> heard.add("moved");
        live.add(FakeSource.activatedBy(info(1, "mover"), () -> {
            modify(HookInfos.at(HookInfos.hook(1, "mover", 0), "test.other", Teller.class));
            return hook;
        }));
        assertThat(heard(there)).containsExactly("moved");
    }

    @Test
    void whoOpensAPointThatAnotherThreadIsOpeningDoesNotCallPastItsHooks() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Teller hook = heard -> heard.add("guard");
        live.add(FakeSource.activatedBy(info(1, "guard"), () -> {
            fetching.countDown();
            await(gate);
            return hook;
        }));
        CompletableFuture<HookPoint<Teller>> first =
                supplyInThread(() -> live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {}));
        await(fetching);
        CompletableFuture<List<String>> second =
                supplyInThread(() -> heard(live.open(PointSpec.of(POINT, Teller.class), "guest", closed -> {})
                        .call()));
        Awaitility.await().until(() -> live.owners(POINT).contains("guest"));
        gate.countDown();
        assertThat(second.get(10, TimeUnit.SECONDS)).containsExactly("guard");
        first.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aRemovedHookCanBeCollectedAtOnce() {
        live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
        WeakReference<Object> hook = addAndRemove();
        Awaitility.await().until(() -> {
            System.gc();
            return hook.get() == null;
        });
    }

    private WeakReference<Object> addAndRemove() {
        Object[] hook = {new UnheldTeller()};
        WeakReference<Object> weak = new WeakReference<>(hook[0]);
        live.add(FakeSource.activatedBy(info(1, "a"), () -> {
            Object service = hook[0];
            hook[0] = null;
            return service;
        }));
        live.remove(1);
        return weak;
    }

    /** A hook that nothing but its chain holds. */
    private static final class UnheldTeller implements Teller {
        @Override
        public void tell(List<String> heard) {}
    }

    @Test
    void activationMayComeBackIntoTheLiveSet() {
        Teller point = live.open(PointSpec.of(POINT, Teller.class), "host", closed -> {})
                .call();
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

    /** Not in the common pool, whose one thread on a small machine a waiting task would block for the next. */
    private static <T> CompletableFuture<T> supplyInThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    }

    private static CompletableFuture<Void> runInThread(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start());
    }

    private void modify(HookInfo changed) {
        live.modify(changed.id(), () -> changed);
    }

    private static PointSpec<Teller> required(Duration wait) {
        return PointSpec.of(POINT, Teller.class).withRequired(List.of("guard")).withRequiredWait(wait);
    }

    private static void runOnOtherThread(Runnable work) {
        try {
            runInThread(work).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Another contract. */
    interface Empty {
        void nothing();
    }
}
