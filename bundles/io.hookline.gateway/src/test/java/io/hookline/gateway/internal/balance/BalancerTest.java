package io.hookline.gateway.internal.balance;

import static io.hookline.gateway.internal.balance.Groups.chosen;
import static io.hookline.gateway.internal.balance.Groups.sorted;
import static io.hookline.gateway.internal.balance.Groups.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How targets are chosen while all are usable. */
final class BalancerTest {

    private static final Map<String, String> LEAST = Map.of("balance", "least-connections");
    private final Groups groups = new Groups();

    @Test
    void equalTargetsTakeTurns() {
        assertThat(chosen(groups.group(Map.of(), 1, 1, 1), 7)).isEqualTo("abcabca");
    }

    @Test
    void turnsFollowTheWeightsAndAreSpread() {
        UpstreamGroup<BalancedTarget> group = groups.group(Map.of(), 5, 1, 1);

        assertThat(chosen(group, 7)).isEqualTo("aabacaa");
        assertThat(sorted(chosen(group, 7))).isEqualTo("aaaaabc");
        assertThat(chosen(groups.group(Map.of(), 200, 100), 6)).isEqualTo("abaaba");
    }

    @Test
    void turnsGoOnAfterTheCounterOverflows() {
        UpstreamGroup<BalancedTarget> group = groups.group(Map.of(), 1, 1);
        RoundRobin<BalancedTarget> turns = new RoundRobin<>(group.targets(), new int[] {1, 1}, Integer.MAX_VALUE);

        for (int i = 0; i < 4; i++) {
            assertThat(turns.choose(target -> true, List.of())).isNotNull();
        }
    }

    @Test
    void theTargetWithTheFewestRequestsIsChosen() {
        UpstreamGroup<BalancedTarget> group = groups.group(LEAST, 1, 1, 1);
        target(group, "a").began();
        target(group, "b").began();
        target(group, "b").began();
        target(group, "c").began();
        target(group, "c").began();

        assertThat(group.choose(List.of()).name()).isEqualTo("a");
        target(group, "c").ended();
        target(group, "c").ended();
        assertThat(group.choose(List.of()).name()).isEqualTo("c");
    }

    @Test
    void theFewestRequestsAreCountedForEachUnitOfWeight() {
        UpstreamGroup<BalancedTarget> group = groups.group(LEAST, 3, 1);
        StringBuilder chosen = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            BalancedTarget next = group.choose(List.of());
            next.began();
            chosen.append(next.name());
        }

        assertThat(sorted(chosen.toString())).isEqualTo("aaaaaabb");
    }

    @Test
    void equallyBusyTargetsTakeTurns() {
        assertThat(sorted(chosen(groups.group(LEAST, 1, 1, 1), 6))).isEqualTo("aabbcc");
    }

    @Test
    void targetsThatWereTriedComeLast() {
        for (Map<String, String> options : List.of(Map.<String, String>of(), LEAST)) {
            UpstreamGroup<BalancedTarget> group = groups.group(options, 100, 1, 1);
            List<BalancedTarget> tried = List.of(target(group, "a"), target(group, "c"));

            assertThat(group.choose(tried).name()).isEqualTo("b");
            assertThat(group.choose(group.targets())).isNotNull();
        }
    }
}
