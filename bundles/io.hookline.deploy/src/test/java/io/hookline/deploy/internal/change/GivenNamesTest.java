package io.hookline.deploy.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.Resolution;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages name files as the operator gave them. */
class GivenNamesTest {

    @Test
    void aFileIsNamedAsItWasGiven() {
        assertThat(headline("/home/me/my plugin.jar")).isEqualTo("my plugin.jar cannot be installed");
        assertThat(headline("drop:a.jar")).isEqualTo("a.jar cannot be installed");
        assertThat(headline("rollback")).isEqualTo("io.a 1.0.0 cannot be installed");
    }

    private static String headline(String origin) {
        ArtifactType type = (ArtifactType) Proxy.newProxyInstance(
                ArtifactType.class.getClassLoader(),
                new Class<?>[] {ArtifactType.class},
                (proxy, method, args) -> null);
        Artifact artifact = new Artifact("io.a", "1.0.0", "ab12", origin, null);
        ReceivedArtifact received = new ReceivedArtifact(artifact, type, Path.of("store", "ab12.jar"), 1);
        return GivenNames.of(List.of(received))
                .in(new Resolution(DeployRefusal.UNRESOLVED, "ab12.jar cannot be installed", List.of()))
                .headline();
    }
}
