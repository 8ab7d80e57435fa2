package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployerFactory;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.PrivateDeployer;
import io.hookline.deploy.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A change of real bundles between its preparation and its commit. */
public class PreparedIT extends DeployTest {

    private ChangeRequest next() {
        return ChangeRequest.deploy(List.of(jar(plugin("a", "2.0.0"))), DeployOptions.SAFE);
    }

    @Test
    public void whatIsPreparedRunsBesideAndIsNotCalledUntilTheCommit() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        try (Prepared prepared = deployer().prepare(next(), ProgressListener.NONE)) {
            assertThat(bundle("a", "2.0.0").getState()).isEqualTo(Bundle.ACTIVE);
            assertThat(prepared.plan().chains()).hasSize(1);
            assertThat(call()).containsExactly(hook("a", "1.0.0"));
            prepared.commit(ProgressListener.NONE);
        }
        assertThat(call()).containsExactly(hook("a", "2.0.0"));
    }

    @Test
    public void anAbortLeavesEverythingAsItWas() throws Exception {
        openPoint();
        deploy(plugin("a", "1.0.0"));
        World before = world();
        deployer().prepare(next(), ProgressListener.NONE).abort();
        awaitWorld(before);
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    /**
     * The deployer that prepared the change is left behind, as a crash leaves it; the next one begins on the same
     * folder.
     */
    @Test
    public void theNextStartUninstallsWhatWasPreparedAndNotCommitted() throws Exception {
        Path folder = folder().resolve("private");
        DeployerFactory factory = service(DeployerFactory.class);
        PrivateDeployer crashed = factory.open(folder);
        crashed.deploy(List.of(jar(plugin("a", "1.0.0"))), DeployOptions.SAFE, ProgressListener.NONE);
        crashed.prepare(next(), ProgressListener.NONE);
        assertThat(bundle("a", "2.0.0").getState()).isEqualTo(Bundle.ACTIVE);
        // A crash releases the lock of the folder; this deployer still holds it.
        Files.delete(folder.resolve("lock"));
        try (PrivateDeployer started = factory.open(folder)) {
            assertThat(versions()).containsExactly("1.0.0");
            assertThat(started.status()).extracting(row -> row.version()).containsExactly("1.0.0");
            started.remove(List.of(name("a")), DeployOptions.SAFE, ProgressListener.NONE);
        } finally {
            crashed.close();
        }
    }

    private List<String> versions() {
        return Stream.of(context().getBundles())
                .filter(bundle -> name("a").equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getVersion().toString())
                .toList();
    }
}
