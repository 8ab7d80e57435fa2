package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvent.GenerationPublished;
import io.hookline.api.runtime.RuntimeEvent.ReleaseStateChanged;
import io.hookline.api.runtime.RuntimeListener;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.ProgressListener;
import io.hookline.itests.fixture.BundleJar;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;

/** A listener that is a service is told what happens, by whom and why. */
public class RuntimeListenerIT extends DeployTest {

    private static final Actor ALICE = new Actor(Actor.Kind.SHELL, "alice");

    @Test
    public void aListenerIsToldOfADeploymentInOrder() throws Exception {
        List<RuntimeEvent> events = new CopyOnWriteArrayList<>();
        ServiceRegistration<RuntimeListener> registration =
                context().registerService(RuntimeListener.class, events::add, null);
        try {
            deploy(BundleJar.plugin(name("warm-up"), "1.0.0", name("point")));
            events.clear();
            deployer().actingFor(ALICE).remove(List.of(name("warm-up")), DeployOptions.SAFE, ProgressListener.NONE);
            Awaitility.await().until(() -> events.stream()
                    .anyMatch(event -> event instanceof ReleaseStateChanged change && "CLOSED".equals(change.after())));
        } finally {
            registration.unregister();
        }
        List<String> told = events.stream()
                .filter(event -> event.cause().actor().equals(ALICE))
                .map(RuntimeListenerIT::text)
                .toList();
        assertThat(told)
                .containsExactly(
                        "generation, removed " + name("warm-up") + " 1.0.0",
                        name("warm-up") + " RUNNING-STOPPING",
                        name("warm-up") + " STOPPING-CLOSED");
    }

    private static String text(RuntimeEvent event) {
        if (event instanceof GenerationPublished generation) {
            return "generation, " + generation.cause().reason();
        }
        return event instanceof ReleaseStateChanged change
                ? change.name() + " " + change.before() + "-" + change.after()
                : event.toString();
    }
}
