package io.hookline.deploy.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.Actor;
import io.hookline.common.file.Sha256;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DesiredSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of the desired sets keep. */
final class FileDesiredSetStoreTest {

    private static final Artifact ONE = new Artifact("one", "1.0.0", "11", "one.jar", null);
    private static final Artifact TWO = new Artifact("two", "1.0.0", "22", "two.jar", null);

    @TempDir
    Path folder;

    @Test
    void whatIsStoppedStaysStopped() throws Exception {
        DesiredSet written = FileDesiredSetStore.in(folder, Clock.systemUTC())
                .write(new DesiredSetDraft(
                        "stopped two 1.0.0", Actor.of(Actor.Kind.API), List.of(), List.of(TWO, ONE), List.of("two")));
        DesiredSet read =
                FileDesiredSetStore.in(folder, Clock.systemUTC()).current().orElseThrow();
        assertThat(read).isEqualTo(written);
        assertThat(read.isStopped("two")).isTrue();
        assertThat(read.started()).containsExactly(ONE);
        assertThat(read.artifacts()).containsExactly(ONE, TWO);
    }

    @Test
    void inAFileOfAnEarlierVersionNothingIsStopped() throws Exception {
        String body =
                """
                {"number": 4, "at": "2026-01-01T00:00:00Z", "cause": "deployed", "waivers": [],
                 "artifacts": [{"name": "one", "version": "1.0.0", "sha256": "11", "origin": "one.jar", "signer": null}]}
                """;
        String digest = Sha256.of(body.getBytes(StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("00000004.json"), digest + "\n" + body);
        DesiredSet read =
                FileDesiredSetStore.in(folder, Clock.systemUTC()).current().orElseThrow();
        assertThat(read.number()).isEqualTo(4);
        assertThat(read.stopped()).isEmpty();
        assertThat(read.started()).containsExactly(ONE);
    }
}
