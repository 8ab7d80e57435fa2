package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.itests.fixture.BundleJar;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** Releases are deployed, replaced and removed, each time in one generation. */
public class DeployIT extends DeployTest {

    @Test
    public void aNewPluginIsAddedInOneGeneration() throws Exception {
        openPoint();
        assertThat(call()).isEmpty();
        long before = runtime().generation();
        DeployResult result = deploy(plugin("a", "1.0.0"));
        assertThat(result.generation())
                .isEqualTo(before + 1)
                .isEqualTo(runtime().generation());
        assertThat(result.joined()).containsExactly(name("a") + " 1.0.0");
        assertThat(result.left()).isEmpty();
        assertThat(result.notes()).isEmpty();
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.RUNNING);
        DesiredSet set = deployer().history().get(0);
        assertThat(set.number()).isEqualTo(result.set());
        assertThat(set.cause()).contains("deployed " + name("a") + " 1.0.0");
        assertThat(set.release(name("a"))).isPresent();
    }

    @Test
    public void aSwapOfHooksAtTwoPointsIsOneGeneration() throws Exception {
        deploy(plugin("a", "1.0.0", "service.ranking=1").hook(name("second")), plugin("b", "1.0.0"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"), hook("b", "1.0.0"));
        assertThat(trigger(name("second"))).containsExactly(hook("a", "1.0.0"));
        Bundle old = bundle("a", "1.0.0");
        long before = runtime().generation();
        DeployResult result = deploy(plugin("a", "1.1.0", "service.ranking=1").hook(name("second")));
        assertThat(result.generation())
                .isEqualTo(before + 1)
                .isEqualTo(runtime().generation());
        assertThat(result.left()).containsExactly(name("a") + " 1.0.0");
        assertThat(call()).containsExactly(hook("a", "1.1.0"), hook("b", "1.0.0"));
        assertThat(trigger(name("second"))).containsExactly(hook("a", "1.1.0"));
        assertThat(old.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.CLOSED);
        assertThat(running()).containsExactly(name("a") + " 1.1.0", name("b") + " 1.0.0");
    }

    @Test
    public void aSnapshotCanBeDeployedAgainWithOtherContent() throws Exception {
        deploy(plugin("a", "1.0.0.SNAPSHOT").text("note.txt", "first"));
        Bundle first = bundle("a", "1.0.0.SNAPSHOT");
        deploy(plugin("a", "1.0.0.SNAPSHOT").text("note.txt", "second"));
        assertThat(first.getState()).isEqualTo(Bundle.UNINSTALLED);
        try (InputStream note =
                bundle("a", "1.0.0.SNAPSHOT").getEntry("note.txt").openStream()) {
            assertThat(note).hasContent("second");
        }
        assertThat(call()).containsExactly(hook("a", "1.0.0.SNAPSHOT"));
    }

    @Test
    public void aReleaseThatImportsWhatItExportsIsNotWiredToTheOneItReplaces() throws Exception {
        deploy(exporting("1.0.0"));
        List<Integer> events = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener = event -> {
            if (isNext(event.getBundle())) {
                events.add(event.getType());
            }
        };
        context().addBundleListener(listener);
        deploy(exporting("1.0.1"));
        context().removeBundleListener(listener);
        // If it were wired to the old release, it would have been restarted when that was removed.
        assertThat(events).containsOnlyOnce(BundleEvent.STARTED).doesNotContain(BundleEvent.STOPPED);
        assertThat(call()).containsExactly(hook("a", "1.0.1") + " with " + hook("a", "1.0.1"));
    }

    private boolean isNext(Bundle bundle) {
        return name("a").equals(bundle.getSymbolicName())
                && bundle.getVersion().toString().equals("1.0.1");
    }

    private BundleJar exporting(String version) {
        return Greetings.askedBy(
                Greetings.offeredBy(plugin("a", version, "greet=" + Greetings.CLASS), "1.0.0"), "[1.0,2)");
    }

    @Test
    public void pluginsAreRemovedInOneGeneration() throws Exception {
        deploy(plugin("a", "1.0.0"), plugin("b", "1.0.0"), plugin("c", "1.0.0"));
        call();
        long before = runtime().generation();
        DeployResult result =
                deployer().remove(List.of(name("a"), name("b")), DeployOptions.SAFE, ProgressListener.NONE);
        assertThat(result.generation())
                .isEqualTo(before + 1)
                .isEqualTo(runtime().generation());
        assertThat(call()).containsExactly(hook("c", "1.0.0"));
        assertThat(running()).containsExactly(name("c") + " 1.0.0");
        assertThat(deployer().history().get(0).cause()).contains("removed " + name("a") + " 1.0.0");
        assertThat(row("b", "1.0.0").state()).isEqualTo(ReleaseState.CLOSED);
    }

    @Test
    public void aMissingPluginCannotBeRemoved() throws Exception {
        DeployRefusedException refusal = refused(DeployRefusal.UNKNOWN, () -> remove("missing"));
        assertThat(refusal).hasMessageContaining(name("missing")).hasMessageContaining("hook:status");
    }
}
