package io.hookline.deploy.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.PointStatus;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DesiredSet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a set promises is what it starts and could start. */
final class ServingTaskTest {

    private static final Artifact GUARD = new Artifact("guard", "1.0.0", "11", "guard.jar", null);
    private static final PointStatus POINT = new PointStatus(
            "http.in", "Contract", List.of("host"), ErrorPolicy.ABORT, 0, List.of("guard"), List.of("guard"));

    private static List<DesiredSet> set(List<Artifact> artifacts, List<String> stopped) {
        return List.of(new DesiredSet(1, Instant.EPOCH, "deployed", List.of(), artifacts, stopped));
    }

    @Test
    void aRequiredPluginThatTheSetStartsIsMissed() {
        assertThat(ServingTask.missing(
                        ServingTask.lacking(List.of(POINT), set(List.of(GUARD), List.of()), artifact -> true)))
                .containsExactly("the point http.in lacks guard, which it requires");
    }

    @Test
    void aPluginThatTheSetLeavesOutOrStopsOrThatCannotBeStartedIsNotMissed() {
        assertThat(ServingTask.missing(
                        ServingTask.lacking(List.of(POINT), set(List.of(), List.of()), artifact -> true)))
                .isEmpty();
        assertThat(ServingTask.missing(
                        ServingTask.lacking(List.of(POINT), set(List.of(GUARD), List.of("guard")), artifact -> true)))
                .isEmpty();
        assertThat(ServingTask.missing(
                        ServingTask.lacking(List.of(POINT), set(List.of(GUARD), List.of()), artifact -> false)))
                .isEmpty();
    }
}
