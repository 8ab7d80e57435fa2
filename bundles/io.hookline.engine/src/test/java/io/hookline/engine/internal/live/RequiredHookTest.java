package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.RequiredHookMissingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Points that require a hook which is missing. */
class RequiredHookTest extends LiveSetFixture {

    @Test
    void aCallWaitsForARequiredHookAndThenRunsIt() throws Exception {
        Teller point = openPoint(required(Duration.ofSeconds(20))).call();
        CompletableFuture<List<String>> call = supplyInThread(() -> heard(point));
        add(2, "other");
        assertThat(call).isNotDone();
        add(1, "guard");
        assertThat(call.get(60, TimeUnit.SECONDS)).contains("guard");
    }

    @Test
    void aCallFailsWhenTheRequiredHookDoesNotCome() {
        Teller point = openPoint(required(Duration.ofMillis(20))).call();
        add(2, "other");
        assertThatThrownBy(() -> heard(point))
                .isInstanceOf(RequiredHookMissingException.class)
                .hasMessageContainingAll(POINT, "guard", "20 ms");
        assertThat(generations.leases()).isZero();
    }

    @Test
    void aPointThatLacksARequiredHookDoesNotReportItselfEmpty() {
        HookPoint<Teller> point = openPoint(required(Duration.ZERO));
        assertThat(point.isEmpty()).isFalse();
        HookPoint<Teller> free = openPoint(PointSpec.of("test.free", Teller.class));
        assertThat(free.isEmpty()).isTrue();
    }

    @Test
    void aCallThatWaitsForARequiredHookDoesNotDelayItsReplacement() throws Exception {
        Teller point = openPoint(required(Duration.ofSeconds(20))).call();
        add(1, "guard");
        live.remove(1);
        CompletableFuture<List<String>> call = supplyInThread(() -> heard(point));
        add(2, "other");
        live.remove(2);
        assertThat(drains.metrics().timedOut()).isZero();
        add(3, "guard");
        assertThat(call.get(60, TimeUnit.SECONDS)).containsExactly("guard");
    }

    @Test
    void aPointChangesItsRequirementInOneGenerationWithoutLosingAHook() {
        HookPoint<Teller> point = openPoint(required(Duration.ZERO));
        add(1, "guard");
        long before = live.current().number();
        point.change(PointSpec.of(POINT, Teller.class)
                .withRequired(List.of("guard", "other"))
                .withRequiredWait(Duration.ZERO));
        assertThat(live.current().number()).isEqualTo(before + 1);
        assertThatThrownBy(() -> heard(point.call()))
                .isInstanceOf(RequiredHookMissingException.class)
                .hasMessageContaining("other");
        point.change(PointSpec.of(POINT, Teller.class));
        assertThat(heard(point.call())).containsExactly("guard");
        live.remove(1);
        assertThat(heard(point.call())).isEmpty();
    }

    @Test
    void onlyTheOneOwnerOfAnOpenPointChangesIt() {
        HookPoint<Teller> point = openPoint(required(Duration.ZERO));
        PointSpec<Teller> free = PointSpec.of(POINT, Teller.class);
        assertThatThrownBy(() -> point.change(PointSpec.of("test.free", Teller.class)))
                .isInstanceOf(IllegalArgumentException.class);
        HookPoint<Teller> shared = live.open(required(Duration.ZERO), "another", closed -> {});
        assertThatThrownBy(() -> point.change(free))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("another", "stays as it is");
        shared.close();
        point.close();
        assertThatThrownBy(() -> point.change(free)).hasMessageContaining("closed");
    }

    @Test
    void aScopeThatBeganWithoutTheRequiredHookFailsAtOnce() {
        Teller free = openPoint(PointSpec.of("test.free", Teller.class)).call();
        Teller point = openPoint(required(Duration.ofSeconds(20))).call();
        try (CallScope scope = leases.enter()) {
            heard(free);
            assertThat(scope.generation()).isPositive();
            assertThatThrownBy(() -> heard(point))
                    .isInstanceOf(RequiredHookMissingException.class)
                    .hasMessageContaining("generation");
        }
    }

    @Test
    void laterCallsDoNotWaitAgainForTheMissingHook() {
        Teller point = openPoint(required(Duration.ofMillis(200))).call();
        assertThatThrownBy(() -> heard(point)).isInstanceOf(RequiredHookMissingException.class);
        // The wait is over for all calls: a call that waited would be cut short by the interrupt and would say so.
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> heard(point)).hasMessageNotContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static PointSpec<Teller> required(Duration wait) {
        return PointSpec.of(POINT, Teller.class).withRequired(List.of("guard")).withRequiredWait(wait);
    }
}
