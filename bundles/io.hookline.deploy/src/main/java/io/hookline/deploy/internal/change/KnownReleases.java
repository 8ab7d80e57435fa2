package io.hookline.deploy.internal.change;

import io.hookline.api.runtime.ReleaseVersion;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.Plan;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.store.DesiredSetStore;
import io.hookline.deploy.internal.store.Quarantine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Refuses releases by what is known of them: they are quarantined, running already, or known with other content. */
final class KnownReleases {

    private static final String SNAPSHOT = "SNAPSHOT";

    private final Releases releases;
    private final DesiredSetStore sets;
    private final Quarantine quarantine;

    KnownReleases(Releases releases, DesiredSetStore sets, Quarantine quarantine) {
        this.releases = releases;
        this.sets = sets;
        this.quarantine = quarantine;
    }

    /** Whether a version may come again with other content: its qualifier ends with {@code SNAPSHOT}. */
    static boolean isSnapshot(String version) {
        return ReleaseVersion.parse(version)
                .qualifier()
                .toUpperCase(Locale.ROOT)
                .endsWith(SNAPSHOT);
    }

    /** Why a release is refused, by what is known of it; empty if it is not. */
    List<Plan.Refusal> refusals(Artifact artifact) {
        List<Plan.Refusal> refusals = new ArrayList<>();
        quarantine
                .find(artifact.sha256())
                .ifPresent(entry -> refusals.add(new Plan.Refusal(
                        DeployRefusal.QUARANTINED,
                        artifact.label() + " is quarantined since " + entry.since() + ": " + entry.reason()
                                + "; if that is settled, release it: hook:parole " + artifact.name() + " "
                                + artifact.version(),
                        List.of())));
        for (Release release : releases.all()) {
            StagedRelease staged = release.staged();
            boolean waits = release.state() == ReleaseState.WAITING;
            if (staged != null
                    && !staged.isGone()
                    && !waits
                    && staged.replacement() == null
                    && release.artifact().sha256().equals(artifact.sha256())) {
                refusals.add(new Plan.Refusal(
                        DeployRefusal.ALREADY_RUNNING,
                        artifact.label() + " is there already, with this very content, and is " + release.state(),
                        List.of()));
            }
        }
        sets.known(artifact.name(), artifact.version())
                .filter(before -> !before.sha256().equals(artifact.sha256()))
                .filter(before -> !isSnapshot(artifact.version()))
                .ifPresent(before -> refusals.add(new Plan.Refusal(
                        DeployRefusal.SAME_VERSION,
                        artifact.label() + " is known with other content (" + shortened(before.sha256()) + " from "
                                + before.origin() + ", this is " + shortened(artifact.sha256())
                                + "): give changed content another version, or a version with the qualifier SNAPSHOT"
                                + " while you develop",
                        List.of())));
        return refusals;
    }

    private static String shortened(String sha256) {
        return sha256.substring(0, 12);
    }
}
