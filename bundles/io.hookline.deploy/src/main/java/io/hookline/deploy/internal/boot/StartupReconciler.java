package io.hookline.deploy.internal.boot;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.StagingRequest;
import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.receive.ArtifactReceiver;
import io.hookline.deploy.internal.receive.Cancellation;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.store.BootRecord;
import io.hookline.deploy.internal.store.DesiredSetDraft;
import io.hookline.deploy.internal.store.DesiredSetStore;
import io.hookline.deploy.internal.store.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what runs match the desired set when the process starts, whatever an earlier process has left installed.
 *
 * <ul>
 *   <li>A release that cannot start is left out, with its reason; the others start.
 *   <li>A release whose artifact type is not available waits for it.
 *   <li>If several starts with the same set have failed, one after the other, an earlier set becomes the desired set
 *         again ({@link WayBack}).
 *   <li>What is installed and not in the set, such as the releases of a change that was prepared and never committed,
 *         is uninstalled.
 * </ul>
 *
 * Used by one thread at a time.
 */
public final class StartupReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(StartupReconciler.class);
    private static final Actor STARTUP = Actor.of(Actor.Kind.STARTUP);
    private static final int FAILED_STARTS = 3;

    private final StartupSettings settings;
    private final ArtifactTypes types;
    private final DesiredSetStore sets;
    private final Quarantine quarantine;
    private final BootRecord record;
    private final ArtifactReceiver receiver;
    private final Releases releases;
    private final RestoredReleases restored;
    private final Clock clock;
    private volatile List<String> culprits = List.of();

    /** Starts nothing yet. */
    public StartupReconciler(
            StartupSettings settings,
            ArtifactTypes types,
            DesiredSetStore sets,
            Quarantine quarantine,
            BootRecord record,
            ArtifactReceiver receiver,
            Releases releases,
            RestoredReleases restored,
            Clock clock) {
        this.settings = settings;
        this.types = types;
        this.sets = sets;
        this.quarantine = quarantine;
        this.record = record;
        this.receiver = receiver;
        this.releases = releases;
        this.restored = restored;
        this.clock = clock;
    }

    /** Starts the desired set. */
    public void run() throws DeployRefusedException, InterruptedException {
        DesiredSet set = sets.current().isPresent() ? sets.current().get() : first();
        BootRecord.Starts starts = record.begin(set.number(), digests(set));
        if (starts.failed() >= FAILED_STARTS) {
            set = wentBack(set, starts);
        }
        set = withoutVanished(set);
        uninstallOthers(set);
        Map<ArtifactType, List<Release>> byType = new LinkedHashMap<>();
        types.all().forEach(type -> byType.put(type, new ArrayList<>()));
        start(set.started(), byType);
    }

    /** The start has succeeded. */
    public void succeeded() {
        sets.current().ifPresent(set -> record.succeeded(set.number()));
    }

    /**
     * Hook points lack plugins that they require. Those that have failed to start are the reason if this start counts
     * as failed.
     */
    public void lacks(Collection<String> plugins) {
        culprits = releases.in(ReleaseState.FAILED).stream()
                .map(Release::artifact)
                .filter(artifact -> plugins.contains(artifact.name()))
                .map(Artifact::sha256)
                .toList();
    }

    /** The process ends in an orderly way, which says nothing about the start. */
    public void ended() {
        sets.current().ifPresent(set -> record.ended(set.number(), culprits));
    }

    /** Whether a release waits for an artifact type that is available now. */
    public boolean isDue() {
        return !due().isEmpty();
    }

    /** Starts the releases that wait for an artifact type that is available now. */
    public void startWaiting() throws InterruptedException {
        start(due(), new LinkedHashMap<>());
    }

    private List<Artifact> due() {
        return releases.all().stream()
                .filter(Releases::isWaiting)
                .map(Release::artifact)
                .filter(artifact -> types.find(artifact.type()).isPresent())
                .toList();
    }

    private DesiredSet first() throws DeployRefusedException, InterruptedException {
        List<Artifact> artifacts = new ArrayList<>();
        for (Path jar : jars(settings.seedFolder())) {
            try {
                artifacts.add(receiver.take(jar.toString(), "distribution: " + jar.getFileName(), new Cancellation())
                        .artifact());
            } catch (DeployRefusedException e) {
                LOG.error("a plugin of the distribution is left out: {}", e.getMessage());
            }
        }
        return sets.write(new DesiredSetDraft(
                "first start, with the plugins of the distribution", STARTUP, List.of(), artifacts, Set.of()));
    }

    private static List<Path> jars(@Nullable Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.error("{} cannot be listed", folder, e);
            return List.of();
        }
    }

    private static List<String> digests(DesiredSet set) {
        return set.started().stream().map(Artifact::sha256).toList();
    }

    private DesiredSet wentBack(DesiredSet set, BootRecord.Starts starts) {
        String failed = "the last " + starts.failed() + " starts with set " + set.number() + " have failed";
        WayBack back = WayBack.from(set, sets.history(), starts).orElse(null);
        if (back == null) {
            LOG.error("{}, and there is no other set to go back to", failed);
            return set;
        }
        String cause = failed + ": back to set " + back.to().number();
        LOG.error("{}", cause);
        back.culprits()
                .forEach(artifact ->
                        quarantine.add(artifact, starts.failed() + " starts of the process with it have failed"));
        DesiredSet next = written(cause, back.to().artifacts(), back.to().stopped());
        record.begin(next.number(), digests(next));
        record.wentBack(back.to().number());
        return next;
    }

    /** Leaves out what was deployed through the drop folder and was deleted from it while the process was down. */
    private DesiredSet withoutVanished(DesiredSet set) {
        Path drop = settings.dropFolder();
        if (drop == null || !Files.isDirectory(drop)) {
            return set;
        }
        List<Artifact> vanished = set.artifacts().stream()
                .filter(artifact -> artifact.origin().startsWith(Artifact.DROP)
                        && !Files.exists(drop.resolve(artifact.origin().substring(Artifact.DROP.length()))))
                .toList();
        if (vanished.isEmpty()) {
            return set;
        }
        List<Artifact> left = new ArrayList<>(set.artifacts());
        left.removeAll(vanished);
        return written(
                "taken out of the drop folder: "
                        + String.join(
                                ", ", vanished.stream().map(Artifact::label).toList()),
                left,
                set.stopped().stream()
                        .filter(name -> left.stream()
                                .anyMatch(artifact -> artifact.name().equals(name)))
                        .toList());
    }

    /** The next set. If it cannot be written it applies to this process only, which starts nevertheless. */
    private DesiredSet written(String cause, List<Artifact> artifacts, List<String> stopped) {
        try {
            return sets.write(new DesiredSetDraft(cause, STARTUP, List.of(), artifacts, stopped));
        } catch (DeployRefusedException e) {
            LOG.error("{}: {}", cause, e.getMessage());
            return new DesiredSet(0, clock.instant(), cause, List.of(), artifacts, stopped, STARTUP, null, null);
        }
    }

    private void uninstallOthers(DesiredSet set) {
        Set<Path> wanted = new HashSet<>();
        set.started().forEach(artifact -> wanted.add(receiver.path(artifact)));
        for (ArtifactType type : types.all()) {
            type.retain(settings.storeFolder(), wanted);
        }
    }

    private void start(List<Artifact> artifacts, Map<ArtifactType, List<Release>> installed)
            throws InterruptedException {
        for (Artifact artifact : artifacts) {
            Release release = install(artifact);
            releases.add(release);
            if (release.staged() != null) {
                installed
                        .computeIfAbsent(release.type(), type -> new ArrayList<>())
                        .add(release);
            }
        }
        for (Map.Entry<ArtifactType, List<Release>> entry : installed.entrySet()) {
            ArtifactType type = entry.getKey();
            try {
                type.restore(Releases.staged(entry.getValue()), restored);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("the artifact type {} has failed to start its releases", type.name(), e);
                entry.getValue().stream()
                        .filter(release -> release.state() == ReleaseState.LOADED)
                        .forEach(release -> restored.failed(release.installed(), String.valueOf(e), true));
            }
        }
    }

    private Release install(Artifact artifact) throws InterruptedException {
        Path content = receiver.path(artifact);
        try {
            Optional<QuarantineEntry> forbidden = quarantine.find(artifact.sha256());
            if (forbidden.isPresent()) {
                return leftOut(
                        artifact,
                        content,
                        ReleaseState.QUARANTINED,
                        forbidden.get().reason());
            }
            ReceivedArtifact received = receiver.again(artifact);
            Release release = new Release(
                    artifact,
                    received.content(),
                    received.type(),
                    received.type().stage(new StagingRequest(received.identity(), received.content(), false, true)),
                    clock.instant());
            release.changedBy(new Cause(STARTUP, "the process starts"));
            return release;
        } catch (DeployRefusedException e) {
            ReleaseState state = e.refusal() == DeployRefusal.TYPE_MISSING ? ReleaseState.WAITING : ReleaseState.FAILED;
            return leftOut(artifact, content, state, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the artifact type {} has failed", artifact.type(), e);
            return leftOut(artifact, content, ReleaseState.FAILED, "its artifact type has failed: " + e);
        }
    }

    private Release leftOut(Artifact artifact, Path content, ReleaseState state, String reason) {
        LOG.error("{} of the desired set is left out: {}", artifact.label(), reason);
        Release release = new Release(artifact, content, clock.instant());
        release.changedBy(new Cause(STARTUP, "the process starts"));
        release.become(state, reason);
        return release;
    }
}
