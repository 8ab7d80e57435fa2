package io.hookline.deploy.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.internal.task.DeadlineTask;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

final class PluginBundlesTest {

    private final List<String> done = new ArrayList<>();
    private final PluginBundles bundles = new PluginBundles(fake(BundleContext.class, 0), 40);

    @Test
    void aBundleIsStoppedAndUninstalled() throws InterruptedException {
        assertThat(remove(Bundle.ACTIVE).isGood()).isTrue();
        assertThat(done).containsExactly("stop", "uninstall");
    }

    @Test
    void aBundleThatIsUninstalledAlreadyIsLeftAlone() throws InterruptedException {
        assertThat(remove(Bundle.UNINSTALLED).isGood()).isTrue();
        assertThat(done).isEmpty();
    }

    private DeadlineTask.Outcome remove(int state) throws InterruptedException {
        Bundle bundle = fake(Bundle.class, state);
        DeadlineTask.Outcome stopped = bundles.stop(bundle, Duration.ofSeconds(30));
        return stopped.isGood() ? bundles.uninstall(bundle, Duration.ofSeconds(30)) : stopped;
    }

    private <T> T fake(Class<T> type, int state) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            switch (method.getName()) {
                case "getState" -> {
                    return state;
                }
                case "getBundleId" -> {
                    return 7L;
                }
                default -> {
                    done.add(method.getName());
                    return null;
                }
            }
        }));
    }
}
