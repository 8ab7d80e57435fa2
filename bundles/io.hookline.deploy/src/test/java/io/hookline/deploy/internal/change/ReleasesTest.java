package io.hookline.deploy.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.ReleaseState;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** What is remembered of releases that have ended. */
final class ReleasesTest {

    private final Releases releases = new Releases();

    @Test
    void ofThoseThatHaveEndedTheLatestFewAreKept() {
        for (int i = 1; i <= 10; i++) {
            add(i, new AtomicInteger(Bundle.UNINSTALLED)).removed();
        }
        add(11, new AtomicInteger(Bundle.ACTIVE));
        assertThat(releases.all())
                .extracting(release -> release.artifact().version())
                .containsExactly("1.0.8", "1.0.9", "1.0.10", "1.0.11");
    }

    @Test
    void oneWhoseStopDoesNotEndIsKeptAndOwnsItsBundleUntilItDoes() {
        AtomicInteger state = new AtomicInteger(Bundle.STOPPING);
        Release hanging = add(1, state);
        Bundle bundle = hanging.installed();
        hanging.leaveBehind();
        assertThat(hanging.bundle()).isNull();
        for (int i = 2; i <= 10; i++) {
            add(i, new AtomicInteger(Bundle.UNINSTALLED)).removed();
        }
        assertThat(releases.all()).contains(hanging);
        assertThat(hanging.owns(bundle)).isTrue();
        state.set(Bundle.UNINSTALLED);
        add(11, new AtomicInteger(Bundle.ACTIVE));
        assertThat(releases.all()).doesNotContain(hanging);
    }

    @Test
    void oneWhoseBundleWasUninstalledByHandDoesNotRunAnyMore() {
        AtomicInteger state = new AtomicInteger(Bundle.ACTIVE);
        Release release = add(1, state);
        release.become(ReleaseState.RUNNING, "");
        assertThat(releases.running("plugin")).contains(release);
        state.set(Bundle.UNINSTALLED);
        assertThat(releases.running("plugin")).isEmpty();
        assertThat(release.state()).isEqualTo(ReleaseState.FAILED);
        assertThat(release.why()).contains("uninstalled by hand", "hook:deploy plugin@1.0.1");
    }

    private Release add(int number, AtomicInteger state) {
        Release release = new Release(
                new Artifact("plugin", "1.0." + number, "sha-" + number, "test", null),
                Path.of(number + ".jar"),
                bundle(state),
                Instant.EPOCH);
        releases.add(release);
        return release;
    }

    private static Bundle bundle(AtomicInteger state) {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "equals" -> proxy == args[0];
                    case "hashCode" -> 7;
                    default -> state.get();
                });
    }
}
