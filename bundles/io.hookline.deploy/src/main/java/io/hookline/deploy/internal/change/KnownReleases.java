package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.Plan;
import io.hookline.deploy.internal.store.DesiredSets;
import io.hookline.deploy.internal.store.Quarantine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** What is known of a release that comes: whether it, or another one in its name, was here before. */
final class KnownReleases {

    private static final String SNAPSHOT = "SNAPSHOT";

    private final Releases releases;
    private final DesiredSets sets;
    private final Quarantine quarantine;

    KnownReleases(Releases releases, DesiredSets sets, Quarantine quarantine) {
        this.releases = releases;
        this.sets = sets;
        this.quarantine = quarantine;
    }

    /** Whether a version may come again with other content: its qualifier ends with {@code SNAPSHOT}. */
    static boolean isSnapshot(String version) {
        return Version.parseVersion(version)
                .getQualifier()
                .toUpperCase(Locale.ROOT)
                .endsWith(SNAPSHOT);
    }

    /** Whether a bundle is that of a release which this process polls after. */
    boolean isManaged(Bundle bundle) {
        return releases.all().stream().anyMatch(release -> release.owns(bundle));
    }

    /** Why a release may not come, by what is known of it. */
    List<Plan.Refusal> refusals(Artifact artifact) {
        List<Plan.Refusal> refusals = new ArrayList<>();
        quarantine
                .find(artifact.sha256())
                .ifPresent(entry -> refusals.add(new Plan.Refusal(
                        DeployRefusal.QUARANTINED,
                        artifact.label() + " is quarantined since " + entry.since() + ": " + entry.reason()
                                + "; if that is settled, let it out: hook:parole " + artifact.name() + " "
                                + artifact.version(),
                        List.of())));
        for (Release release : releases.all()) {
            Bundle bundle = release.bundle();
            if (bundle != null
                    && bundle.getState() != Bundle.UNINSTALLED
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
