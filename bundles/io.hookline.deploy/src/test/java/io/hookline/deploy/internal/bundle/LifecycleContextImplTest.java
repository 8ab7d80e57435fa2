package io.hookline.deploy.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** What a plugin sees of its start. */
final class LifecycleContextImplTest {

    private final AtomicLong nanos = new AtomicLong(-7);
    private final LifecycleContextImpl stage =
            new LifecycleContextImpl(bundle(), "deployed it", Duration.ofMillis(100), nanos::get);

    @Test
    void theDeadlineRuns() {
        assertThat(stage.remaining()).isEqualTo(Duration.ofMillis(100));
        assertThatCode(stage::checkActive).doesNotThrowAnyException();
        nanos.addAndGet(Duration.ofMillis(99).toNanos());
        assertThat(stage.remaining()).isEqualTo(Duration.ofMillis(1));
        assertThat(stage.isExpired()).isFalse();
        nanos.addAndGet(Duration.ofMillis(2).toNanos());
        assertThat(stage.remaining()).isEqualTo(Duration.ZERO);
        assertThat(stage.isExpired()).isTrue();
        assertThat(stage.isCancelled()).isFalse();
        assertThatThrownBy(stage::checkActive)
                .isInstanceOf(CancellationException.class)
                .hasMessage("plugin 1.2.3 is past its deadline");
    }

    @Test
    void itIsCancelledOnce() {
        List<String> done = new ArrayList<>();
        stage.onCancel(() -> done.add("early"));
        stage.onCancel(() -> {
            throw new IllegalStateException("a plugin's own problem");
        });
        stage.cancel("given up").forEach(stage::run);
        assertThat(stage.cancel("again")).isEmpty();
        stage.onCancel(() -> done.add("late"));
        assertThat(done).containsExactly("early", "late");
        assertThatThrownBy(stage::checkActive)
                .isInstanceOf(CancellationException.class)
                .hasMessage("plugin 1.2.3: given up");
    }

    @Test
    void servicesOfABundleThatIsNotStartedCannotBeHad() {
        assertThatThrownBy(() -> stage.service(Runnable.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("plugin 1.2.3 is not started any more");
    }

    private static Bundle bundle() {
        return (Bundle) Proxy.newProxyInstance(
                LifecycleContextImplTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSymbolicName" -> "plugin";
                    case "getVersion" -> new Version(1, 2, 3);
                    default -> null;
                });
    }
}
