package io.hookline.deploy.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.engine.release.ReleaseHook;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much is told of hooks that are refused. */
final class HookRefusalsTest {

    @Test
    void thousandsOfHooksAreCounted() {
        List<ReleaseHook> hooks = IntStream.range(0, 2_000)
                .mapToObj(i -> ReleaseHook.refused("p", "h" + i, RefusalReason.UNKNOWN_POINT, "it is not open"))
                .toList();

        assertThat(HookRefusals.of(hooks))
                .hasSize(6)
                .startsWith("hook h0 is refused at p: it is not open")
                .endsWith("1995 more of its hooks are refused: hook:refused");
        assertThat(HookRefusals.of(hooks.subList(0, 2))).hasSize(2);
    }
}
