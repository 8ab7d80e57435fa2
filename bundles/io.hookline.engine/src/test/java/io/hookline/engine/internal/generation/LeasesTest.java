package io.hookline.engine.internal.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.CallScope;
import io.hookline.api.PointSpec;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.HookRecord;
import io.hookline.engine.internal.chain.LinkedChain;
import io.hookline.engine.internal.chain.OpenChains;
import io.hookline.engine.internal.chain.Timing;
import io.hookline.engine.internal.compile.ContractCode;
import io.hookline.engine.internal.order.HookOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private final Generations generations = new Generations(barrier());
    private final Leases leases = new Leases(generations);
    private final Worker point = point();

    /** How leases become visible. */
    Barrier barrier() {
        return Barrier.forThisJvm();
    }

    @Test
    void aCallHoldsALeaseWhileItRuns() throws Exception {
        publish();
        call(() -> assertThat(generations.leases()).isEqualTo(1));
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aNestedCallSeesTheGenerationOfTheCallAroundIt() throws Exception {
        publish();
        call(() -> {
            publish();
            call(() -> {
                assertThat(seen().number()).isEqualTo(1);
                assertThat(generations.leases()).isEqualTo(1);
            });
        });
        assertThat(seen().number()).isEqualTo(2);
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aCallThatFailsReleasesItsLease() {
        publish();
        assertThatThrownBy(() -> call(() -> {
                    throw new IllegalStateException("bad");
                }))
                .hasMessage("bad");
        assertThat(generations.leases()).isZero();
        assertThat(leases.drain(1, Duration.ZERO)).isZero();
    }

    @Test
    void aScopeTakesItsLeaseAtTheFirstCallAndKeepsIt() throws Exception {
        publish();
        CallScope scope = leases.enter();
        assertThat(generations.leases()).isZero();
        publish();
        call(() -> {});
        assertThat(scope.generation()).isEqualTo(2);
        publish();
        call(() -> assertThat(seen().number()).isEqualTo(2));
        assertThat(generations.leases()).isEqualTo(1);
        scope.close();
        scope.close();
        assertThat(generations.leases()).isZero();
        call(() -> assertThat(seen().number()).isEqualTo(3));
    }

    @Test
    void aScopeCanMoveToAnotherThread() throws Exception {
        publish();
        CallScope scope = leases.enter();
        call(() -> {});
        scope.detach();
        publish();
        assertThat(seen().number()).isEqualTo(2);
        onOtherThread(() -> {
            scope.attach();
            call(() -> assertThat(seen().number()).isEqualTo(1));
            scope.close();
            assertThat(seen().number()).isEqualTo(2);
        });
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aScopeClosedByAnotherThreadKeepsItsLeaseUntilItsOwnThreadDetaches() throws Exception {
        publish();
        CallScope scope = leases.enter();
        call(() -> {});
        onOtherThread(scope::close);
        assertThat(generations.leases()).isEqualTo(1);
        scope.detach();
        assertThat(generations.leases()).isZero();
        assertThatThrownBy(scope::attach).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nestedScopesSeeTheSameGeneration() throws Exception {
        publish();
        try (CallScope outer = leases.enter()) {
            try (CallScope inner = leases.enter()) {
                call(() -> {});
                assertThat(outer.generation()).isEqualTo(inner.generation()).isEqualTo(1);
            }
            publish();
            call(() -> assertThat(seen().number()).isEqualTo(1));
        }
        assertThat(generations.leases()).isZero();
    }

    @Test
    void anOuterScopeMayCloseBeforeAnInnerOne() throws Exception {
        publish();
        CallScope outer = leases.enter();
        CallScope inner = leases.enter();
        call(() -> {});
        outer.close();
        publish();
        call(() -> assertThat(seen().number()).isEqualTo(1));
        inner.close();
        assertThat(seen().number()).isEqualTo(2);
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aScopeAttachesToOneThreadAtATime() throws Exception {
        publish();
        try (CallScope scope = leases.enter()) {
            assertThatThrownBy(scope::attach).hasMessageContaining("already");
            onOtherThread(() -> assertThatThrownBy(scope::attach).hasMessageContaining("already"));
            onOtherThread(() -> assertThatThrownBy(scope::detach).hasMessageContaining("innermost"));
        }
    }

    @Test
    void aScopeThatAHookLeavesOpenDoesNotAffectTheNextCall() throws Exception {
        publish();
        call(() -> {
            CallScope forgotten = leases.enter();
            assertThat(forgotten.generation()).isEqualTo(1);
        });
        publish();
        call(() -> assertThat(seen().number()).isEqualTo(2));
    }

    @Test
    void aScopeThatAHookLeavesOpenInsideAScopeIsClosedWithTheCall() throws Exception {
        publish();
        try (CallScope request = leases.enter()) {
            call(() -> leases.enter());
            request.detach();
            assertThat(seen().number()).as("nothing is left on the thread").isEqualTo(1);
            publish();
            assertThat(seen().number()).isEqualTo(2);
            request.attach();
        }
        assertThat(generations.leases()).isZero();
        try (CallScope next = leases.enter()) {
            call(() -> assertThat(seen().number()).isEqualTo(2));
            assertThat(next.generation()).isEqualTo(2);
        }
    }

    @Test
    void aScopeThatAHookLeavesAttachedAndAnotherThreadClosesIsDetached() throws Exception {
        publish();
        call(() -> {
            CallScope forgotten = leases.enter();
            onOtherThread(forgotten::close);
        });
        assertThat(leases.held()).isNull();
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aDrainWaitsOnlyForOlderLeasesOfOtherCallers() throws Exception {
        publish();
        call(() -> {
            publish();
            assertThat(leases.drain(2, Duration.ofSeconds(20))).isZero();
            onOtherThread(
                    () -> assertThat(leases.drain(1, Duration.ofSeconds(20))).isZero());
            onOtherThread(
                    () -> assertThat(leases.drain(2, Duration.ofMillis(20))).isEqualTo(1));
        });
        assertThat(leases.drain(2, Duration.ZERO)).isZero();
    }

    @Test
    void anInterruptDoesNotEndADrainAndIsKept() throws Exception {
        publish();
        call(() -> {
            publish();
            onOtherThread(() -> {
                Thread.currentThread().interrupt();
                assertThat(leases.drain(2, Duration.ofMillis(20))).isEqualTo(1);
                assertThat(Thread.interrupted()).isTrue();
            });
        });
    }

    @Test
    void noCallBeginsOnAGenerationThatWasDrainedBetweenTheTwoReads() {
        // Widens the race: this generation is replaced and drained after a reader has read it, and before the reader
        // has counted itself on it.
        AtomicBoolean drained = new AtomicBoolean();
        generations.publish(new Generation(1) {
            @Override
            void lease() {
                if (!drained.getAndSet(true)) {
                    publish();
                    assertThat(generations.awaitDrained(2, Duration.ZERO)).isZero();
                }
                super.lease();
            }
        });
        Generation leased = generations.acquire();
        assertThat(drained).isTrue();
        assertThat(leased.number()).isEqualTo(2);
        assertThat(generations.leases()).isEqualTo(1);
    }

    @Test
    void generationNumbersAreConsecutive() {
        publish();
        assertThatThrownBy(() -> generations.publish(new Generation(7))).isInstanceOf(IllegalStateException.class);
    }

    private void publish() {
        generations.publish(new Generation(generations.current().number() + 1));
    }

    private void call(Work work) throws Exception {
        point.work(work);
    }

    private Worker point() {
        Contract<Worker> contract = Contract.of(Worker.class);
        ContractCode code = ContractCode.of(contract, leases).orElseThrow();
        PointSpec<Worker> spec = PointSpec.of("test.point", Worker.class);
        List<ChainEntry> hooks =
                List.of(new ChainEntry(HookInfos.hook(1, "p1", 0), (Worker) Work::run, new HookRecord()));
        Chain chain = Chain.of(
                spec,
                hooks,
                List.of(),
                HookOrder.of(List.of()),
                null,
                all -> new LinkedChain(
                        spec,
                        contract,
                        all,
                        new OpenChains(),
                        generations.slots().reserve(1),
                        new Timing(),
                        code,
                        null,
                        null));
        return (Worker) code.facade(new ChainLookup() {
            @Override
            public Chain in(Generation generation, int route) {
                return chain;
            }

            @Override
            public Chain initial() {
                return chain;
            }

            @Override
            public Duration requiredWait() {
                return Duration.ZERO;
            }
        });
    }

    /** The generation that a call on this thread would see now. */
    private Generation seen() {
        Generation held = leases.held();
        return held != null ? held : generations.current();
    }

    private static void onOtherThread(Work work) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture.runAsync(
                            () -> {
                                try {
                                    work.run();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            executor)
                    .get(60, TimeUnit.SECONDS);
        } finally {
            executor.shutdownNow();
        }
    }

    /** A contract whose hook does the work that it is given. */
    interface Worker {
        void work(Work work) throws Exception;
    }

    /** Something to do that may fail. */
    interface Work {
        void run() throws Exception;
    }
}
