package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.HookInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A change of one hook has the outcome of building the whole chain. */
class OneHookTest extends LiveSetFixture {

    @Test
    void buildingTheWholeChainAfterAChangeOfOneHookChangesNothing() {
        openPoint();
        Random random = new Random(12);
        List<Long> there = new ArrayList<>();
        for (long id = 1; id <= 400; id++) {
            boolean isConstrained = id > 300 && random.nextInt(4) == 0;
            add(hook(id, random, isConstrained), heard -> {});
            there.add(id);
            assertNothingIsLeftToChange();
            if (random.nextInt(3) == 0) {
                live.remove(there.remove(random.nextInt(there.size())));
                assertNothingIsLeftToChange();
            }
        }
        while (!there.isEmpty()) {
            live.remove(there.remove(random.nextInt(there.size())));
            assertNothingIsLeftToChange();
        }
    }

    private void assertNothingIsLeftToChange() {
        long before = live.current().number();
        assertThat(live.refresh(Set.of(POINT), Cause.ofRuntime("a test"))).isEqualTo(before);
    }

    /** One of few plugins and names, in one of few versions, so that some share a place. */
    private static HookInfo hook(long id, Random random, boolean isConstrained) {
        String plugin = "plugin" + random.nextInt(20);
        List<String> after = isConstrained ? List.of("plugin" + random.nextInt(20)) : List.of();
        return new HookInfo(
                id,
                POINT,
                "hook" + random.nextInt(20),
                new ReleaseId(plugin, random.nextInt(3) + ".0.0", id),
                random.nextInt(5),
                List.of(),
                after,
                List.of(Teller.class.getName()),
                List.of());
    }
}
