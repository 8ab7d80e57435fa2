package io.hookline.deploy.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.unload.Holder;
import io.hookline.unload.HolderKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds a removed release, in words. */
final class UnloadRowTest {

    @Test
    void aRemedyStandsOnceForAllHoldersOfAKind() {
        assertThat(UnloadRow.holders(List.of(
                        new Holder(HolderKind.TIMER, "clock", true),
                        new Holder(HolderKind.THREAD, "pool-1", true),
                        new Holder(HolderKind.THREAD, "pool-2", false),
                        new Holder(HolderKind.THREAD, "pool-1", true))))
                .containsExactly(
                        "THREAD: pool-1, probably pool-2; remedy: " + HolderKind.THREAD.remedy(),
                        "TIMER: clock; remedy: " + HolderKind.TIMER.remedy());
    }
}
