package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** Rollback, and quarantined releases. */
public class RollbackIT extends DeployTest {

    @Test
    public void rollsBackToThePreviousSetInOneGeneration() throws Exception {
        long first = deploy(plugin("a", "1.0.0")).set();
        deploy(plugin("a", "2.0.0"));
        assertThat(call()).containsExactly(hook("a", "2.0.0"));
        long before = runtime().generation();
        DeployResult result = rollback(0);
        assertThat(result.generation())
                .isEqualTo(before + 1)
                .isEqualTo(runtime().generation());
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        assertThat(running()).containsExactly(name("a") + " 1.0.0");
        assertThat(deployer().history().get(0).cause()).isEqualTo("rolled back to set " + first);
    }

    @Test
    public void rollsBackToAnyEarlierSetInOneGeneration() throws Exception {
        long set = deploy(plugin("a", "1.0.0", "service.ranking=1"), plugin("b", "1.0.0"))
                .set();
        deploy(plugin("a", "2.0.0", "service.ranking=1"), plugin("c", "1.0.0"));
        deploy(plugin("a", "3.0.0", "service.ranking=1"));
        remove("b");
        assertThat(call()).containsExactly(hook("a", "3.0.0"), hook("c", "1.0.0"));
        long before = runtime().generation();
        DeployResult result = rollback(set);
        assertThat(result.generation())
                .isEqualTo(before + 1)
                .isEqualTo(runtime().generation());
        assertThat(result.joined()).containsExactlyInAnyOrder(name("a") + " 1.0.0", name("b") + " 1.0.0");
        assertThat(result.left()).containsExactlyInAnyOrder(name("a") + " 3.0.0", name("c") + " 1.0.0");
        assertThat(call()).containsExactly(hook("a", "1.0.0"), hook("b", "1.0.0"));
    }

    @Test
    public void aReleaseWithoutItsJarIsNamed() throws Exception {
        deploy(plugin("a", "1.0.0"));
        Artifact old = deployer().history().get(0).release(name("a")).orElseThrow();
        deploy(plugin("a", "2.0.0"));
        call();
        Files.delete(stored(old));
        DeployRefusedException refusal = refused(DeployRefusal.UNKNOWN, () -> rollback(0));
        assertThat(refusal)
                .hasMessageContaining(name("a") + " 1.0.0 is not in the store any more")
                .hasMessageContaining("deploy its file again");
        assertThat(call()).containsExactly(hook("a", "2.0.0"));
    }

    @Test
    public void aReleaseWhoseJarWasChangedInTheStoreIsRefused() throws Exception {
        deploy(plugin("a", "1.0.0"));
        Artifact old = deployer().history().get(0).release(name("a")).orElseThrow();
        deploy(plugin("a", "2.0.0"));
        call();
        Path jar = stored(old);
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(jar);
        Files.write(jar, bytes);
        assertThat(refused(DeployRefusal.TAMPERED, () -> rollback(0))).hasMessageContaining(name("a") + " 1.0.0");
        assertThat(call()).containsExactly(hook("a", "2.0.0"));
    }

    @Test
    public void anUnknownSetIsRefused() throws Exception {
        assertThat(refused(DeployRefusal.UNKNOWN, () -> rollback(123_456)))
                .hasMessageContaining("123456")
                .hasMessageContaining("hook:history");
    }

    @Test
    public void anEarlierReleaseCanBeDeployedByNameAndVersion() throws Exception {
        deploy(plugin("a", "1.0.0"));
        remove("a");
        assertThat(call()).isEmpty();
        deploy(name("a") + "@1.0.0");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aQuarantinedReleaseIsRefusedUntilItIsReleased() throws Exception {
        String jar = jar(plugin("a", "1.0.0"));
        deploy(jar);
        deployer().quarantine(name("a"), "1.0.0", "it is slow");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
        remove("a");
        assertThat(row("a", "1.0.0").state()).isEqualTo(ReleaseState.QUARANTINED);
        DeployRefusedException refusal = refused(DeployRefusal.QUARANTINED, () -> deploy(jar));
        assertThat(refusal)
                .hasMessageContaining("it is slow")
                .hasMessageContaining("hook:parole " + name("a") + " 1.0.0");
        refused(DeployRefusal.QUARANTINED, () -> rollback(0));
        assertThat(call()).isEmpty();
        deployer().parole(name("a"), "1.0.0");
        assertThat(deployer().quarantine()).noneMatch(entry -> entry.name().equals(name("a")));
        deploy(jar);
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    private DeployResult rollback(long set) throws Exception {
        return deployer().rollback(set, DeployOptions.SAFE, ProgressListener.NONE);
    }

    private Path stored(Artifact artifact) throws Exception {
        Path data = Path.of(context().getProperty("hookline.data"));
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().equals(artifact.sha256() + ".jar"))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
