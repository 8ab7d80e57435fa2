package io.hookline.deploy.internal.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.deploy.DeployRefusedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where artifacts come from. */
final class ArtifactSourcesTest {

    @Test
    void messagesNameAnAddressWithoutItsCredentialsAndKeys() {
        assertThat(ArtifactSources.shown("https://jars.example.org:81/a@b.jar"))
                .isEqualTo("https://jars.example.org:81/a@b.jar");
        assertThat(ArtifactSources.shown("HTTPS://ci:secret@jars.example.org/a.jar?key=secret#secret"))
                .isEqualTo("HTTPS://********@jars.example.org/a.jar?...");
        assertThat(ArtifactSources.shown("/folder/a?b.jar")).isEqualTo("/folder/a?b.jar");
        assertThatThrownBy(() -> ArtifactSources.open(
                        "http://ci:secret@[/a.jar?key=secret", Duration.ofSeconds(1), new Cancellation()))
                .isInstanceOf(DeployRefusedException.class)
                .hasMessageNotContaining("secret");
    }
}
