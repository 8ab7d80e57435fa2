package io.hookline.engine.internal.order;

import static io.hookline.engine.internal.HookInfos.after;
import static io.hookline.engine.internal.HookInfos.before;
import static io.hookline.engine.internal.HookInfos.hook;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.engine.HookInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HookOrderTest {

    @Test
    void rankingDescendsAndAgeBreaksTies() {
        assertThat(plugins(hook(1, "late", 0), hook(3, "first", 10), hook(2, "later", 0)))
                .containsExactly("first", "late", "later");
    }

    @Test
    void constraintsOverrideTheRanking() {
        assertThat(plugins(hook(1, "a", 100), before(hook(2, "b", 0), "a"))).containsExactly("b", "a");
        assertThat(plugins(after(hook(1, "a", 100), "b"), hook(2, "b", 0))).containsExactly("b", "a");
    }

    @Test
    void constraintsMayNameASingleHook() {
        assertThat(plugins(hook(1, "a", 100), before(hook(2, "b", 0), "a.hook")))
                .containsExactly("b", "a");
    }

    @Test
    void constraintsForAbsentPluginsAndForOneselfAreSkipped() {
        HookOrder order = HookOrder.of(List.of(after(hook(1, "a", 5), "nowhere", "a"), hook(2, "b", 0)));
        assertThat(order.sorted()).extracting(HookInfo::plugin).containsExactly("a", "b");
        assertThat(order.refused()).isEmpty();
    }

    @Test
    void theYoungestHookOfTheShortestCycleIsRefusedAndTheCycleIsNamed() {
        HookInfo a = before(hook(1, "a", 0), "b");
        HookInfo b = before(hook(2, "b", 0), "c", "a");
        HookInfo c = before(hook(3, "c", 0), "a");
        HookOrder order = HookOrder.of(List.of(a, b, c));
        assertThat(order.refused()).containsOnlyKeys(b);
        assertThat(order.refused().get(b))
                .contains("a.hook@1.0.0 ahead of b.hook@1.0.0 ahead of a.hook@1.0.0")
                .doesNotContain("c.hook");
        assertThat(order.sorted()).containsExactly(c, a);
    }

    @Test
    void explainsRankingAgeAndConstraints() {
        HookInfo high = hook(1, "high", 9);
        HookInfo old = hook(2, "old", 0);
        HookInfo young = hook(3, "young", 0);
        HookInfo eager = before(hook(4, "eager", -5), "old");
        HookOrder order = HookOrder.of(List.of(high, old, young, eager));
        assertThat(order.sorted()).containsExactly(high, young, eager, old);

        HookOrder.Explanation byRanking = order.explain(young, high);
        assertThat(byRanking.first()).isEqualTo(high);
        assertThat(byRanking.rule()).contains("9 is higher than 0");

        HookOrder.Explanation byConstraint = order.explain(old, eager);
        assertThat(byConstraint.first()).isEqualTo(eager);
        assertThat(byConstraint.constraints()).singleElement().satisfies(constraint -> {
            assertThat(constraint.ahead()).isEqualTo(eager);
            assertThat(constraint.behind()).isEqualTo(old);
            assertThat(constraint.declaredBy()).isEqualTo(eager);
        });

        // young is younger than old, and still ahead of it: old had to wait for eager, which ranks low.
        HookOrder.Explanation byWaiting = order.explain(old, young);
        assertThat(byWaiting.first()).isEqualTo(young);
        assertThat(byWaiting.rule()).contains("old.hook@1.0.0 waits for eager.hook@1.0.0");
        assertThat(byWaiting.constraints()).hasSize(1);
    }

    @Test
    void explainsAge() {
        HookInfo old = hook(2, "old", 0);
        HookInfo young = hook(3, "young", 0);
        assertThat(HookOrder.of(List.of(young, old)).explain(young, old).rule()).contains("service 2 is older than 3");
    }

    @Test
    void theOrderIsTotalMeetsAllConstraintsAndIsIndependentOfTheSequence() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            List<HookInfo> hooks = randomHooks(random);
            HookOrder order = HookOrder.of(hooks);
            assertThat(order.sorted().size() + order.refused().size()).isEqualTo(hooks.size());
            assertConstraintsMet(order.sorted());
            List<HookInfo> shuffled = new ArrayList<>(hooks);
            Collections.shuffle(shuffled, random);
            assertThat(HookOrder.of(shuffled).sorted()).isEqualTo(order.sorted());
        }
    }

    private static List<HookInfo> randomHooks(Random random) {
        int count = 1 + random.nextInt(9);
        List<HookInfo> hooks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HookInfo hook = hook(i + 1, "p" + i, random.nextInt(3));
            hook = random.nextInt(3) == 0 ? before(hook, "p" + random.nextInt(count)) : hook;
            hooks.add(random.nextInt(3) == 0 ? after(hook, "p" + random.nextInt(count)) : hook);
        }
        return hooks;
    }

    private static void assertConstraintsMet(List<HookInfo> sorted) {
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = i + 1; j < sorted.size(); j++) {
                assertThat(sorted.get(i).after()).doesNotContain(sorted.get(j).plugin());
                assertThat(sorted.get(j).before()).doesNotContain(sorted.get(i).plugin());
            }
        }
    }

    private static List<String> plugins(HookInfo... hooks) {
        return HookOrder.of(List.of(hooks)).sorted().stream()
                .map(HookInfo::plugin)
                .toList();
    }
}
