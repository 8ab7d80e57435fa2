package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.engine.internal.HookInfos;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What an asynchronous call allocates when the stages of its hooks are complete already. */
class AsyncAllocationTest extends LiveSetFixture {

    private static final String NAME = "async.allocation";
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);
    private static final int CALLS = 2_000;
    /** Also without the optimising compiler, which removes some of it. */
    private static final long MOST_BYTES = 350;

    @Test
    void aCallWhoseHooksAreCompleteMakesOneScopeOneLeaseAndOneStage() {
        for (int i = 0; i < 8; i++) {
            String plugin = "p" + i;
            live.add(new FakeSource(
                    HookInfos.at(HookInfos.hook(i + 1, plugin, 0), NAME, Told.class), (Told) value -> DONE));
        }
        Told point =
                live.open(PointSpec.of(NAME, Told.class), "host", closed -> {}).call();
        tell(point);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        tell(point);
        assertThat((threads.getThreadAllocatedBytes(thread) - before) / CALLS).isLessThan(MOST_BYTES);
    }

    private static void tell(Told point) {
        for (int i = 0; i < CALLS; i++) {
            point.tell("x");
        }
    }

    /** Is told a value. */
    public interface Told {

        /** Tells it. */
        @Compose(Composition.NOTIFY)
        CompletionStage<Void> tell(String value);
    }
}
