package io.hookline.gateway.internal.balance;

import static io.hookline.gateway.internal.balance.Groups.chosen;
import static io.hookline.gateway.internal.balance.Groups.fail;
import static io.hookline.gateway.internal.balance.Groups.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which targets of a group are usable, and what happens if none is. */
final class UpstreamGroupTest {

    private final Groups groups = new Groups();

    @Test
    void aTargetIsUnhealthyAfterSomeFailedChecksAndHealthyAfterSomeGoodOnes() {
        UpstreamGroup<BalancedTarget> group = groups.group(Map.of(), 1, 1);
        BalancedTarget a = target(group, "a");

        assertThat(a.checked("status 500", 2, 3)).isFalse();
        assertThat(a.checked("status 500", 2, 3)).isFalse();
        assertThat(a.checked("", 2, 3)).isFalse();
        assertThat(a.checked("status 500", 2, 3)).isFalse();
        assertThat(a.checked("status 500", 2, 3)).isFalse();
        assertThat(chosen(group, 2)).contains("a");
        assertThat(a.checked("status 500", 2, 3)).isTrue();
        assertThat(chosen(group, 4)).isEqualTo("bbbb");
        assertThat(group.stateOf(a)).isEqualTo(TargetState.UNHEALTHY);
        assertThat(a.reason()).isEqualTo("status 500");

        assertThat(a.checked("no answer", 2, 3)).isFalse();
        assertThat(a.reason()).isEqualTo("no answer");
        assertThat(a.checked("", 2, 3)).isFalse();
        assertThat(chosen(group, 2)).isEqualTo("bb");
        assertThat(a.checked("", 2, 3)).isTrue();
        assertThat(a.reason()).isEmpty();
        assertThat(chosen(group, 2)).contains("a");
    }

    @Test
    void anUnhealthyTargetGetsRequestsAgainIfChecksAreTurnedOff() {
        UpstreamGroup<BalancedTarget> group = groups.group(Map.of(), 1, 1);
        target(group, "a").checked("status 500", 1, 1);
        target(group, "a").uncheck();

        assertThat(chosen(group, 2)).contains("a");
    }

    @Test
    void ifNoTargetIsUsableAllAre() {
        UpstreamGroup<BalancedTarget> group = groups.group(Map.of("maxEjectedPercent", 100, "ejectAfter", 1), 1, 1, 1);
        fail(group, "a", 1);
        fail(group, "b", 1);
        target(group, "c").checked("status 500", 1, 1);

        assertThat(group.hasUsable()).isFalse();
        assertThat(chosen(group, 3)).contains("a", "b", "c");
        assertThat(group.choose(List.of(target(group, "a"), target(group, "b"))).name())
                .isEqualTo("c");
    }

    @Test
    void aTriedTargetIsWorseThanAnUnhealthyOne() {
        UpstreamGroup<BalancedTarget> group = groups.group(Map.of(), 1, 1);
        target(group, "b").checked("status 500", 1, 1);

        assertThat(group.choose(List.of(target(group, "a"))).name()).isEqualTo("b");
        assertThat(group.choose(group.targets()).name()).isEqualTo("a");
    }

    @Test
    void targetsKeepWhatIsKnownOfThemInAChangedGroup() {
        UpstreamGroup<BalancedTarget> group = groups.group(Map.of("ejectAfter", 1), 1, 1);
        fail(group, "a", 1);
        UpstreamGroup<BalancedTarget> changed = new UpstreamGroup<>(
                Groups.settings(Map.of("balance", "least-connections"), "http://a", "http://b"),
                group.targets(),
                () -> groups.nanos);

        assertThat(chosen(changed, 4)).isEqualTo("bbbb");
    }

    @Test
    void theBudgetCountsTheRequestsOfAllTargets() {
        UpstreamGroup<BalancedTarget> group = groups.group(Map.of("retryBudgetPercent", 50), 1, 1);
        for (int i = 0; i < 20; i++) {
            target(group, "a").began();
            target(group, "b").began();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(group.takeBudget()).isNotNull();
        }

        assertThat(group.takeBudget()).isNull();
    }
}
