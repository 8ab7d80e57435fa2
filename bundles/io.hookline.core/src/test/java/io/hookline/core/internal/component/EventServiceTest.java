package io.hookline.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeListener;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

class EventServiceTest {

    @Test
    void aListenerIsNamedWithItsBundle() {
        Bundle bundle = (Bundle) Proxy.newProxyInstance(
                EventServiceTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSymbolicName" -> "org.example.audit";
                    case "getVersion" -> new Version(1, 2, 0);
                    case "getBundleId" -> 7L;
                    default -> null;
                });
        assertThat(EventService.nameOf(new Listener(), bundle))
                .isEqualTo("the runtime listener " + Listener.class.getName() + " of bundle org.example.audit@1.2.0");
        assertThat(EventService.nameOf(new Listener(), null))
                .isEqualTo("the runtime listener " + Listener.class.getName());
    }

    private static final class Listener implements RuntimeListener {

        @Override
        public void onEvent(RuntimeEvent event) {}
    }
}
