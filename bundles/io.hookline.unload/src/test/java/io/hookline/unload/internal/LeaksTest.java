package io.hookline.unload.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.unload.Holder;
import io.hookline.unload.HolderKind;
import io.hookline.unload.UnloadReport;
import io.hookline.unload.UnloadState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of leak is named while it is there, and the loader goes when it was undone. */
class LeaksTest {

    private static final UnloadLimits AT_ONCE = new UnloadLimits(true, 1, Duration.ZERO, 2, Duration.ZERO, 10);

    private final LoaderWatch watch = new LoaderWatch(new MutableClock(), AT_ONCE);

    @BeforeAll
    static void startTheHost() throws Exception {
        SharedPool.open();
    }

    @ParameterizedTest
    @CsvSource({
        "ThreadLeak, THREAD, leaked-worker",
        "PoolFactoryLeak, THREAD, leaked-pool",
        "ContextLoaderLeak, CONTEXT_CLASS_LOADER, host-worker",
        "InheritedContextLeak, INHERITED_CONTEXT, host-late",
        "ThreadLocalLeak, THREAD_LOCAL, host-worker",
        "ShutdownHookLeak, SHUTDOWN_HOOK, leaked-hook\" of class",
        "DriverLeak, JDBC_DRIVER, leak.DriverLeak",
        "MBeanLeak, MBEAN, leaked:type=Bean",
        "LogHandlerLeak, JUL, leak.LogHandlerLeak",
        "LevelLeak, JUL_LEVEL, leak.LevelLeak",
        "TimerLeak, TIMER, leaked-timer",
        "UncaughtHandlerLeak, UNCAUGHT_HANDLER, leak.UncaughtHandlerLeak",
        "StackLeak, STACK, leak.StackLeak.call",
        "ProviderLeak, SECURITY_PROVIDER, Leaked",
        "PropertyLeak, JVM_DEFAULT, leaked.property"
    })
    void aLeakIsNamedAndItsEndIsSeen(String leak, HolderKind kind, String what) throws Exception {
        FakePlugin.Leftover leftover = FakePlugin.leak(leak, watch, "leaky-1.0");
        try {
            watch.removed("leaky-1.0");

            lookUntil(UnloadState.HELD);

            List<Holder> holders = report().holders();
            assertThat(holders).singleElement().satisfies(holder -> {
                assertThat(holder.kind()).isEqualTo(kind);
                assertThat(holder.what()).contains(what);
                assertThat(holder.certain()).isEqualTo(kind != HolderKind.STACK);
            });
            assertThat(report().blind()).isEmpty();
            assertThat(watch.live()).isEqualTo(1);
        } finally {
            leftover.end();
        }

        watch.again();
        lookUntil(UnloadState.GONE);

        assertThat(watch.live()).isZero();
        assertThat(report().holders()).isEmpty();
    }

    private UnloadReport report() {
        return watch.reports().get(0);
    }

    private void lookUntil(UnloadState state) {
        // Awaitility has a handler of uncaught exceptions of its own, in place of the leaked one.
        await().dontCatchUncaughtExceptions()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    watch.check();
                    return report().state() == state;
                });
    }
}
