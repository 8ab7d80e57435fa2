package io.hookline.gateway.internal.balance;

import static io.hookline.gateway.internal.balance.Groups.chosen;
import static io.hookline.gateway.internal.balance.Groups.fail;
import static io.hookline.gateway.internal.balance.Groups.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Targets are ejected when requests fail, and come back. */
final class OutlierTest {

    private static final Map<String, Object> OPTIONS = Map.of("ejectAfter", 3, "ejectMillis", 1_000L);
    private final Groups groups = new Groups();
    private final UpstreamGroup<BalancedTarget> group = groups.group(OPTIONS, 1, 1, 1);

    @Test
    void failuresInARowEjectATargetForATime() {
        fail(group, "a", 2);
        assertThat(chosen(group, 3)).contains("a");
        fail(group, "a", 1);

        assertThat(chosen(group, 6)).doesNotContain("a");
        assertThat(group.stateOf(target(group, "a"))).isEqualTo(TargetState.EJECTED);
        assertThat(target(group, "a").reason()).isEqualTo("status 503");
        groups.pass(999);
        assertThat(chosen(group, 6)).doesNotContain("a");
        groups.pass(1);
        assertThat(chosen(group, 3)).contains("a");
        assertThat(group.stateOf(target(group, "a"))).isEqualTo(TargetState.UP);
    }

    @Test
    void aSuccessEndsTheRow() {
        fail(group, "a", 2);
        group.succeeded(target(group, "a"));
        fail(group, "a", 2);

        assertThat(chosen(group, 3)).contains("a");
        assertThat(target(group, "a").failures()).isEqualTo(4);
    }

    @Test
    void aTargetThatFailsAgainIsEjectedForTwiceAsLong() {
        fail(group, "a", 3);
        groups.pass(1_000);
        assertThat(chosen(group, 3)).contains("a");
        fail(group, "a", 3);
        groups.pass(1_999);
        assertThat(chosen(group, 6)).doesNotContain("a");
        groups.pass(1);
        assertThat(chosen(group, 3)).contains("a");
    }

    @Test
    void theTimeDoesNotGrowWithoutEndAndBeginsAnewAfterAGoodTime() {
        for (int i = 0; i < 8; i++) {
            fail(group, "a", 3);
            groups.pass(16_000);
            assertThat(chosen(group, 3)).contains("a");
        }
        groups.pass(16_000);
        fail(group, "a", 3);
        groups.pass(1_000);
        assertThat(chosen(group, 3)).contains("a");
    }

    @Test
    void noMoreThanTheAllowedShareIsEjected() {
        fail(group, "a", 3);
        fail(group, "b", 3);

        assertThat(group.stateOf(target(group, "b"))).isEqualTo(TargetState.UP);
        assertThat(chosen(group, 4)).contains("b", "c").doesNotContain("a");
    }

    @Test
    void aTargetThatCouldNotBeEjectedIsWhenThereIsRoom() {
        fail(group, "a", 3);
        fail(group, "b", 3);
        groups.pass(1_000);
        fail(group, "b", 1);

        assertThat(chosen(group, 6)).contains("a", "c").doesNotContain("b");
    }

    @Test
    void aSingleTargetIsNeverEjectedByDefault() {
        UpstreamGroup<BalancedTarget> single = groups.group(OPTIONS, 1);
        fail(single, "a", 100);

        assertThat(single.hasUsable()).isTrue();
    }

    @Test
    void zeroFailuresMeanNever() {
        UpstreamGroup<BalancedTarget> never = groups.group(Map.of("ejectAfter", 0), 1, 1);
        fail(never, "a", 100);

        assertThat(chosen(never, 2)).contains("a");
    }
}
