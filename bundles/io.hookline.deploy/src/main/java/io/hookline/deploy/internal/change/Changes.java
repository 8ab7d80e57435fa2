package io.hookline.deploy.internal.change;

import io.hookline.config.ReleaseConfigurations;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.store.DesiredSetStore;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.ReleaseControl;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Assembles a {@link ChangeRunner}. */
public final class Changes {

    private Changes() {}

    /**
     * A runner over the live set and the desired sets.
     *
     * @param content the file of a release in the store
     * @param configurations the configurations of releases; null while nothing checks configurations
     */
    public static ChangeRunner runner(
            ReleaseControl control,
            GenerationPublisher publisher,
            Releases releases,
            DesiredSetStore sets,
            Quarantine quarantine,
            ArtifactTypes types,
            Function<Artifact, Path> content,
            Uninstaller uninstaller,
            Duration readyTimeout,
            Supplier<@Nullable ReleaseConfigurations> configurations,
            Clock clock) {
        ChangeConfigurations changed =
                new ChangeConfigurations(configurations, new ConfigurationRecords(configurations, sets, content));
        return new ChangeRunner(
                new Planner(control, new KnownReleases(releases, sets, quarantine), changed),
                changed,
                new WholeSet(sets, types, content),
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
