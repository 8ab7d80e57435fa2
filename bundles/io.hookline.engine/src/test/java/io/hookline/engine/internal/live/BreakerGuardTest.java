package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookRefusedException;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import io.hookline.engine.internal.HookInfos;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Hooks that throw, do not link or run out of memory, and what their breakers do. */
class BreakerGuardTest extends GuardFixture {

    @Test
    void aHookThatThrowsIsSkippedAndProbedUntilItWorks() {
        follow(GuardRule.forHook("ill")
                .breaker(BreakerUse.ON)
                .failures(3)
                .openFor(OPEN)
                .probes(2));
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
    void anOpenBreakerRefusesCallsAndRefusalsAreNotFailures() {
        follow(GuardRule.forHook("ill")
                .breaker(BreakerUse.ON)
                .failures(1)
                .openFor(Duration.ofHours(1))
                .probes(2));
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
    void anOpenBreakerFailsCallsAtOnceUnderThePolicyAbort() {
        follow(GuardRule.forHook("ill")
                .breaker(BreakerUse.ON)
                .failures(1)
                .openFor(Duration.ofHours(1))
                .probes(2));
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
    void failuresDoNotOpenTheBreakerWhereThrowingMayBeARefusal() {
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
        follow(GuardRule.forHook("ill").errorPolicy(ErrorPolicy.SKIP));
        assertThat(heard(point)).containsExactly("well");
        follow(
                GuardRule.forHook("ill").errorPolicy(ErrorPolicy.SKIP),
                GuardRule.forHook("ill").at(POINT).errorPolicy(ErrorPolicy.ABORT));
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
    void aHookThatRunsOutOfMemoryIsNoLongerCalled() {
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

    @Test
    void aHookThatRethrowsARefusalOfAnotherHookFails() {
        follow(GuardRule.forHook("inner")
                .breaker(BreakerUse.ON)
                .failures(1)
                .openFor(Duration.ofHours(1))
                .probes(1));
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
}
