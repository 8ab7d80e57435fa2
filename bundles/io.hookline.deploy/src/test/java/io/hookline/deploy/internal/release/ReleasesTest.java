package io.hookline.deploy.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is remembered of releases that have ended. */
final class ReleasesTest {

    private static final ArtifactType TYPE = (ArtifactType) Proxy.newProxyInstance(
            ArtifactType.class.getClassLoader(), new Class<?>[] {ArtifactType.class}, (proxy, method, args) -> null);

    private final Releases releases = new Releases(event -> {});

    @Test
    void ofThoseThatHaveEndedTheLatestFewAreKept() {
        for (int i = 1; i <= 10; i++) {
            add(i, new AtomicBoolean(true)).removed();
        }
        add(11, new AtomicBoolean());
        assertThat(releases.all())
                .extracting(release -> release.artifact().version())
                .containsExactly("1.0.8", "1.0.9", "1.0.10", "1.0.11");
    }

    @Test
    void oneWhoseStopDoesNotEndIsKeptUntilItDoes() {
        AtomicBoolean gone = new AtomicBoolean();
        Release hanging = add(1, gone);
        hanging.leaveBehind();
        assertThat(hanging.staged()).isNull();
        for (int i = 2; i <= 10; i++) {
            add(i, new AtomicBoolean(true)).removed();
        }
        assertThat(releases.all()).contains(hanging);
        assertThat(hanging.lingers()).isTrue();
        gone.set(true);
        add(11, new AtomicBoolean());
        assertThat(releases.all()).doesNotContain(hanging);
    }

    @Test
    void aReasonDoesNotTellThatSomethingHangsOnceThatHasEnded() {
        AtomicBoolean gone = new AtomicBoolean();
        Release hanging = add(1, gone);
        hanging.become(ReleaseState.FAILED, "it was interrupted " + DeadlineTask.GOES_ON);
        hanging.leaveBehind();
        assertThat(hanging.why()).isEqualTo("it was interrupted and still goes on");
        gone.set(true);
        assertThat(hanging.why()).isEqualTo("it was interrupted and has ended since");
    }

    @Test
    void oneThatWasUninstalledByHandDoesNotRunAnyMore() {
        AtomicBoolean gone = new AtomicBoolean();
        Release release = add(1, gone);
        release.become(ReleaseState.RUNNING, "");
        assertThat(releases.running("plugin")).contains(release);
        gone.set(true);
        assertThat(releases.running("plugin")).isEmpty();
        assertThat(release.state()).isEqualTo(ReleaseState.FAILED);
        assertThat(release.why()).contains("uninstalled by hand", "hook:deploy plugin@1.0.1");
    }

    private Release add(int number, AtomicBoolean gone) {
        Release release = new Release(
                new Artifact("plugin", "1.0." + number, "sha-" + number, "test", null),
                Path.of(number + ".jar"),
                TYPE,
                new FakeStaged(new ReleaseId("plugin", "1.0." + number, number), gone),
                Instant.EPOCH);
        releases.add(release);
        return release;
    }

    private record FakeStaged(ReleaseId id, AtomicBoolean gone) implements StagedRelease {

        @Override
        public boolean isActive() {
            return !gone.get();
        }

        @Override
        public boolean isGone() {
            return gone.get();
        }
    }
}
