package io.hookline.deploy.internal.change;

import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.store.DesiredSetStore;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.ReleaseControl;
import java.time.Clock;
import java.time.Duration;

/** Assembles a {@link ChangeRunner}. */
public final class Changes {

    private Changes() {}

    /** A runner over the live set and the desired sets. */
    public static ChangeRunner runner(
            ReleaseControl control,
            GenerationPublisher publisher,
            Releases releases,
            DesiredSetStore sets,
            Quarantine quarantine,
            ArtifactTypes types,
            Uninstaller uninstaller,
            Duration readyTimeout,
            Clock clock) {
        return new ChangeRunner(
                new Planner(control, new KnownReleases(releases, sets, quarantine)),
                new Installer(control, uninstaller, releases, clock),
                new RegisteredHooks(control),
                uninstaller,
                publisher,
                sets,
                releases,
                types,
                readyTimeout);
    }
}
