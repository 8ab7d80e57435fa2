package io.hookline.isolation.process.internal.parent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.plugin.Secrets;
import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Message;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A process that asks for what is not its own, and one that floods the log. */
final class ProcessMessagesTest {

    private static Bundle plugin(String name, Secrets secrets) {
        Object reference = fake(ServiceReference.class, Map.of());
        Object context = fake(
                BundleContext.class,
                Map.of("getServiceReference", reference, "getService", secrets, "ungetService", true));
        return (Bundle) fake(Bundle.class, Map.of("getSymbolicName", name, "getBundleContext", context));
    }

    private static Object fake(Class<?> type, Map<String, Object> answers) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName()));
    }

    @Test
    void aProcessGetsTheSecretsOfItsOwnPluginsAlone() {
        PluginSecrets secrets = new PluginSecrets(List.of(plugin("test.own", configured -> "resolved " + configured)));
        assertThat(secrets.resolve("test.own", "$[secret:a]")).isEqualTo("resolved $[secret:a]");
        assertThatThrownBy(() -> secrets.resolve("test.other", "$[secret:a]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test.other does not run in this process");
    }

    @Test
    void aProcessThatFloodsTheLogLosesItsOwnMessagesAndKeepsLittleMemory() throws Exception {
        Queue<Runnable> waiting = new ArrayDeque<>();
        AtomicLong now = new AtomicLong();
        LogQuota quota = new LogQuota(now::get);
        ProcessMessages messages = new ProcessMessages("test", (plugin, text) -> text, quota, waiting::add);
        Message message = new Message(Kind.LOG, List.of(20L, "a", "b", ""));
        for (int i = 0; i < LogQuota.MOST_A_SECOND + 7; i++) {
            messages.received(null, null, message);
        }
        assertThat(waiting).hasSize(LogQuota.MOST_A_SECOND);
        assertThat(quota.takeLeftOut()).isEqualTo(7);
        now.addAndGet(2_000_000_000);
        messages.printed("a line");
        assertThat(waiting).hasSize(LogQuota.MOST_A_SECOND + 1);
    }
}
