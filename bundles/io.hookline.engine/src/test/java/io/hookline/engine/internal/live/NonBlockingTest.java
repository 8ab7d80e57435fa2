package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.Engine;
import io.hookline.engine.HookInfo;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.Route;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Which chains never block their callers, and what hosts are told about the calls that they then make. */
class NonBlockingTest extends GuardFixture {

    // ---- declarations ----------------------------------------------------------------------------------------------

    @Test
    void aChainIsNonBlockingWhileAllItsHooksDeclareIt() {
        openPoint();
        assertThat(isNonBlocking()).as("without hooks").isTrue();
        add(info(1, "quick"), new QuickHook());
        add(info(2, "marked"), new QuickMethod());
        assertThat(isNonBlocking()).isTrue();
        add(3, "unmarked");
        assertThat(isNonBlocking()).isFalse();
        live.remove(3);
        assertThat(isNonBlocking()).isTrue();
    }

    @Test
    void theRegistrationDecidesInsteadOfTheAnnotations() {
        openPoint();
        add(info(1, "told").withNonBlocking(true), heard -> heard.add("told"));
        assertThat(isNonBlocking()).isTrue();
        long before = live.current().number();
        modify(info(1, "told").withNonBlocking(false));
        assertThat(isNonBlocking()).isFalse();
        assertThat(live.current().number()).isEqualTo(before + 1);
        live.remove(1);
        add(info(2, "taken.back").withNonBlocking(false), new QuickHook());
        assertThat(isNonBlocking()).isFalse();
    }

    @Test
    void aSubclassThatOverridesTheMarkedMethodHasToMarkItsOwn() {
        openPoint();
        add(info(1, "inherits"), new QuickMethod() {});
        assertThat(isNonBlocking()).isTrue();
        add(info(2, "overrides"), new QuickHook() {
            @Override
            public void tell(List<String> heard) {
                heard.add("overridden");
            }
        });
        assertThat(isNonBlocking()).isFalse();
    }

    @Test
    void aContractMayMakeItARuleForAMethod() {
        HookPoint<Steps> point = live.open(PointSpec.of("test.steps", Steps.class), "host", closed -> {});
        add(at("test.steps", Steps.class, 1), new Steps() {
            @Override
            public void quick(List<String> heard) {
                heard.add("quick");
            }
        });
        assertThat(isNonBlocking(point))
                .as("it leaves the other method to a default that does nothing")
                .isTrue();
        add(at("test.steps", Steps.class, 2), new Steps() {
            @Override
            public void any(List<String> heard) {
                heard.add("any");
            }
        });
        assertThat(isNonBlocking(point)).isFalse();
    }

    @Test
    void aBoundClassMayDeclareIt() throws Exception {
        openPoint();
        Contract<Teller> contract = Contract.of(Teller.class);
        var handle = MethodHandles.lookup()
                .findVirtual(PlainClass.class, "tell", MethodType.methodType(void.class, List.class))
                .bindTo(new PlainClass());
        Map<ContractMethod, MethodHandle> handles = Map.of(contract.method(0), handle);
        Object bound = Engine.implement(contract, PlainClass.class, handles).orElseThrow();
        live.add(new FakeSource(info(1, "bound"), bound));
        assertThat(live.snapshot().chains().get(POINT).hooks()).hasSize(1);
        assertThat(isNonBlocking()).isTrue();
    }

    @Test
    void aHookOnThreadsOfItsOwnMakesItsCallersWait() {
        openPoint();
        add(info(1, "quick"), new QuickHook());
        follow(GuardRule.forHook("quick").pool(1, 1, 1, Duration.ofSeconds(1)));
        await().until(() -> !isNonBlocking());
        follow(GuardRule.forHook("quick").inline());
        await().until(this::isNonBlocking);
    }

    // ---- decisions -------------------------------------------------------------------------------------------------

    @Test
    void theCallsOfAScopeSeeTheGenerationThatTheQuestionSaw() {
        HookPoint<Teller> point = openPoint();
        add(info(1, "quick"), new QuickHook());
        try (CallScope scope = leases.enter()) {
            assertThat(scope.isNonBlocking(point)).isTrue();
            assertThat(scope.generation()).isEqualTo(live.current().number());
            // Not removed, because that would wait for this scope.
            add(2, "slow");
            assertThat(scope.isNonBlocking(point)).isTrue();
            assertThat(heard(point.call())).containsExactly("quick");
        }
        try (CallScope scope = leases.enter()) {
            assertThat(scope.isNonBlocking(point)).isFalse();
            assertThat(scope.generation()).as("a no is an answer, too").isPositive();
        }
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aScopeThatIsAttachedToNoThreadIsAskedAndThenCalls() {
        HookPoint<Teller> point = openPoint();
        add(info(1, "quick"), new QuickHook());
        CallScope scope = leases.enter();
        scope.detach();
        assertThat(scope.isNonBlocking(point)).isTrue();
        add(2, "slow");
        supplyInThread(() -> {
                    scope.attach();
                    List<String> heard = heard(point.call());
                    scope.close();
                    return heard;
                })
                .thenAccept(heard -> assertThat(heard).containsExactly("quick"))
                .join();
        assertThat(generations.leases()).isZero();
    }

    @Test
    void scopesInsideAndAroundSeeTheGenerationOfTheQuestion() {
        HookPoint<Teller> point = openPoint();
        add(info(1, "quick"), new QuickHook());
        try (CallScope outermost = leases.enter();
                CallScope asked = leases.enter();
                CallScope innermost = leases.enter()) {
            assertThat(asked.isNonBlocking(point)).isTrue();
            long seen = live.current().number();
            add(2, "slow");
            assertThat(List.of(outermost.generation(), asked.generation(), innermost.generation()))
                    .containsOnly(seen);
            assertThat(heard(point.call())).containsExactly("quick");
        }
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aCallThatMayWaitForARequiredHookBlocksAndTheQuestionDecidesNothing() throws Exception {
        HookPoint<Teller> point = openPoint(PointSpec.of(POINT, Teller.class)
                .withRequired(List.of("guard"))
                .withRequiredWait(Duration.ofMinutes(5)));
        CallScope scope = leases.enter();
        assertThat(scope.isNonBlocking(point)).isFalse();
        assertThat(scope.generation()).isZero();
        scope.detach();
        CompletableFuture<List<String>> call = supplyInThread(() -> {
            scope.attach();
            List<String> heard = heard(point.call());
            scope.close();
            return heard;
        });
        add(info(1, "guard"), new QuickHook());
        assertThat(call.get(60, TimeUnit.SECONDS)).containsExactly("quick");
        assertThat(isNonBlocking(point)).isTrue();
    }

    @Test
    void theAnswerIsAboutTheRouteThatTheScopeTakes() {
        HookPoint<Teller> point = openPoint();
        ReleaseId old = HookInfos.release("p", 100);
        ReleaseId candidate = HookInfos.release("p", 200);
        add(HookInfos.of(info(1, "p"), 100), new QuickHook());
        live.stage(Set.of(candidate));
        add(HookInfos.version(HookInfos.of(info(2, "p"), 200), "2.0.0"), heard -> heard.add("slow"));
        Set<ReleaseId> canary = Set.of(new ReleaseId("p", "2.0.0", 200));
        live.stage(canary);
        live.change(new ReleaseChange(Set.of(), Set.of(), List.of(new Route("canary", canary, Set.of(old), call -> "yes"
                .equals(call.get("try"))))));
        try (CallScope scope = leases.enter(name -> "yes")) {
            assertThat(scope.isNonBlocking(point)).isFalse();
            assertThat(heard(point.call())).containsExactly("slow");
        }
        try (CallScope scope = leases.enter(name -> "no")) {
            assertThat(scope.isNonBlocking(point)).isTrue();
            assertThat(heard(point.call())).containsExactly("quick");
        }
    }

    @Test
    void aScopeSaysWhenItCannotAnswer() {
        HookPoint<Teller> point = openPoint();
        CallScope closed = leases.enter();
        closed.close();
        assertThatThrownBy(() -> closed.isNonBlocking(point))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        try (CallScope scope = leases.enter();
                EngineAssembly other = new EngineAssembly(settings())) {
            HookPoint<Teller> foreign = other.live().open(PointSpec.of(POINT, Teller.class), "host", gone -> {});
            assertThatThrownBy(() -> scope.isNonBlocking(foreign)).isInstanceOf(IllegalArgumentException.class);
            Throwable elsewhere = supplyInThread(() -> thrownBy(() -> scope.isNonBlocking(point)))
                    .join();
            assertThat(elsewhere).isInstanceOf(IllegalStateException.class).hasMessageContaining("another thread");
            point.close();
            assertThatThrownBy(() -> scope.isNonBlocking(point)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(generations.leases()).isZero();
    }

    @Test
    void noBlockingHookIsInACallThatWasSaidNotToBlockWhileHooksComeAndGo() {
        HookPoint<Teller> point = openPoint();
        add(info(1, "quick"), new QuickHook());
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Integer> calls = supplyInThread(() -> {
            int told = 0;
            while (!ended.get() || told == 0) {
                try (CallScope scope = leases.enter()) {
                    boolean never = scope.isNonBlocking(point);
                    List<String> heard = heard(point.call());
                    assertThat(heard.contains("slow")).as("said %s", never).isNotEqualTo(never);
                    told += never ? 1 : 0;
                }
            }
            return told;
        });
        for (int i = 0; i < 300; i++) {
            add(10 + i, "slow");
            live.remove(10 + i);
        }
        ended.set(true);
        assertThat(calls.join()).isPositive();
    }

    private static Throwable thrownBy(Runnable work) {
        try {
            work.run();
            return new AssertionError("nothing was thrown");
        } catch (RuntimeException e) {
            return e;
        }
    }

    private boolean isNonBlocking() {
        return live.snapshot().chains().get(POINT).nonBlocking();
    }

    private boolean isNonBlocking(HookPoint<?> point) {
        try (CallScope scope = leases.enter()) {
            return scope.isNonBlocking(point);
        }
    }

    private static HookInfo at(String point, Class<?> contract, long id) {
        return HookInfos.at(HookInfos.hook(id, "p" + id, 0), point, contract);
    }

    private void add(HookInfo info, Steps hook) {
        live.add(new FakeSource(info, hook));
    }

    @NonBlocking
    static class QuickHook implements Teller {

        @Override
        public void tell(List<String> heard) {
            heard.add("quick");
        }
    }

    static class QuickMethod implements Teller {

        @Override
        @NonBlocking
        public void tell(List<String> heard) {
            heard.add("marked");
        }
    }

    /** Bound by its method's name. */
    public static class PlainClass {

        @NonBlocking
        public void tell(List<String> heard) {
            heard.add("plain");
        }
    }

    /** A contract with a rule for one of its methods. */
    interface Steps {

        @NonBlocking
        @Compose(Composition.NOTIFY)
        default void quick(List<String> heard) {}

        @Compose(Composition.NOTIFY)
        default void any(List<String> heard) {}
    }
}
