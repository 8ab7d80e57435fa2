package io.hookline.deploy.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.internal.change.Uninstaller.Removal;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.unload.UnloadWatch;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change waits for before it removes releases. */
final class UninstallerTest {

    /** A call that hangs in one plugin must not hold up the arrival of another. */
    @Test
    void whereNothingIsRemovedNoCallIsWaitedFor() throws InterruptedException {
        Uninstaller uninstaller = new Uninstaller(
                proxy(ReleaseControl.class, (control, method, arguments) -> switch (method.getName()) {
                    case "drainTimeout" -> Duration.ZERO;
                    case "awaitDrained" -> 8L;
                    default -> throw new UnsupportedOperationException(method.getName());
                }),
                proxy(UnloadWatch.class, (watch, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }),
                Duration.ZERO);

        assertThat(uninstaller.drainAndRemove(List.of(), 7, ProgressListener.NONE))
                .isEqualTo(new Removal(0, 0, List.of()));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
