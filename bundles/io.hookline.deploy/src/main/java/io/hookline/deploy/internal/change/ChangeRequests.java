package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.receive.ArtifactReceiver;
import io.hookline.deploy.internal.receive.Cancellation;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.store.DesiredSetStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Turns what operators name (files, plugins, sets) into changes. Used by one thread at a time. */
public final class ChangeRequests {

    private final ArtifactReceiver receiver;
    private final Releases releases;
    private final DesiredSetStore sets;
    private final Predicate<String> hasCanary;

    /**
     * Requests.
     *
     * @param hasCanary whether a canary of a plugin runs, which keeps it from being changed otherwise
     */
    public ChangeRequests(
            ArtifactReceiver receiver, Releases releases, DesiredSetStore sets, Predicate<String> hasCanary) {
        this.receiver = receiver;
        this.releases = releases;
        this.sets = sets;
        this.hasCanary = hasCanary;
    }

    /**
     * The change that a request describes. Receives and verifies what it brings in.
     *
     * @throws DeployRefusedException if it cannot be planned at all
     */
    public Change change(ChangeRequest request, Cancellation cancellation, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        DeployOptions options = request.options();
        List<String> subjects = request.subjects();
        return switch (request.kind()) {
            case DEPLOY -> deployment(request, options, cancellation, progress);
            case CANARY -> deployment(request, options.withReplacing(true), cancellation, progress);
            case REMOVE -> removal(subjects, request.cause(), options);
            case STOP -> stop(subjects, request.cause(), options);
            case START -> start(subjects, request.cause(), options, progress);
            case ROLLBACK ->
                subjects.isEmpty()
                        ? rollback(request.set(), request.cause(), options, progress)
                        : rollback(request, options, progress);
            case PROMOTE, ABORT, QUARANTINE ->
                throw new IllegalArgumentException(request.label() + " brings nothing in");
        };
    }

    /** Each source replaces the release of its plugin that runs. */
    private Change deployment(
            ChangeRequest request, DeployOptions options, Cancellation cancellation, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        List<String> sources = request.subjects();
        List<ReceivedArtifact> arriving = new ArrayList<>();
        List<Release> leaving = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            cancellation.check();
            progress.step("verifying " + sources.get(i));
            ReceivedArtifact received = take(sources.get(i), request.origins().get(i), cancellation);
            String name = received.artifact().name();
            if (!names.add(name)) {
                throw new DeployRefusedException(
                        DeployRefusal.SAME_VERSION, "two of the releases given together are of " + name);
            }
            refuseDuringCanary(name);
            refuseIfWaiting(received.artifact());
            arriving.add(received);
            (request.kind() == ChangeRequest.Kind.CANARY ? releases.running(name) : releases.current(name))
                    .ifPresent(leaving::add);
        }
        List<String> labels =
                arriving.stream().map(received -> received.artifact().label()).toList();
        return new Change(
                Change.Kind.DEPLOY,
                request.cause() + " " + String.join(", ", labels),
                arriving,
                leaving,
                List.of(),
                List.of(),
                options);
    }

    /** The same content cannot do more than what waits already; the drop folder finds it again at each start. */
    private void refuseIfWaiting(Artifact artifact) throws DeployRefusedException {
        Optional<Release> waiting = releases.current(artifact.name())
                .filter(release -> release.state() == ReleaseState.WAITING
                        && release.artifact().sha256().equals(artifact.sha256()));
        if (waiting.isPresent()) {
            throw new DeployRefusedException(
                    DeployRefusal.ALREADY_RUNNING,
                    artifact.label() + " is there already, with this very content, and is WAITING: "
                            + waiting.get().why() + "; to start it now: hook:start " + artifact.name());
        }
    }

    private ReceivedArtifact take(String source, String origin, Cancellation cancellation)
            throws DeployRefusedException, InterruptedException {
        if (source.matches("[^/\\\\:]+@[^/\\\\:@]+") && !Files.exists(Path.of(source))) {
            int at = source.indexOf('@');
            return fromStore(known(source.substring(0, at), source.substring(at + 1)));
        }
        return receiver.take(source, origin, cancellation);
    }

    /** A release from the store is not removed together with the dropped file that it once came from. */
    private ReceivedArtifact fromStore(Artifact artifact) throws DeployRefusedException {
        ReceivedArtifact again = receiver.again(artifact);
        if (!artifact.origin().startsWith(Artifact.DROP)) {
            return again;
        }
        Artifact stored = artifact.withOrigin("store, at first from " + artifact.origin());
        return new ReceivedArtifact(stored, again.type(), again.content(), again.size());
    }

    /** The release of a name and version that the sets or this process know. */
    public Artifact known(String name, String version) throws DeployRefusedException {
        List<Artifact> found = new ArrayList<>();
        sets.known(name, version).ifPresent(found::add);
        releases.all().stream()
                .map(Release::artifact)
                .filter(artifact ->
                        artifact.name().equals(name) && artifact.version().equals(version))
                .forEach(found::add);
        if (found.isEmpty()) {
            throw new DeployRefusedException(
                    DeployRefusal.UNKNOWN,
                    "no release " + name + " " + version + " is known here: see hook:history, or name its jar");
        }
        return found.get(0);
    }

    private void refuseDuringCanary(String name) throws DeployRefusedException {
        if (hasCanary.test(name)) {
            throw new DeployRefusedException(
                    DeployRefusal.BUSY,
                    "a canary of " + name + " is running: promote it (hook:promote " + name + ") or end it (hook:abort "
                            + name + ") first");
        }
    }

    /** A change that removes plugins. */
    private Change removal(List<String> names, String how, DeployOptions options) throws DeployRefusedException {
        List<Release> leaving = new ArrayList<>();
        List<Artifact> dropped = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            refuseDuringCanary(name);
            Optional<Release> running = releases.current(name);
            Artifact artifact = running.map(Release::artifact)
                    .or(() -> sets.current().flatMap(set -> set.release(name)))
                    .orElseThrow(() -> new DeployRefusedException(
                            DeployRefusal.UNKNOWN, "no plugin " + name + " is deployed: see hook:status"));
            labels.add(artifact.label());
            running.ifPresentOrElse(leaving::add, () -> dropped.add(artifact));
        }
        String cause = how + " " + String.join(", ", labels);
        return new Change(Change.Kind.DEPLOY, cause, List.of(), leaving, dropped, List.of(), options);
    }

    /** A change that stops plugins, which stay in the desired set. */
    private Change stop(List<String> names, String how, DeployOptions options) throws DeployRefusedException {
        List<Release> leaving = new ArrayList<>();
        List<Artifact> stopped = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            refuseDuringCanary(name);
            Artifact artifact = desired(name);
            if (sets.current().orElseThrow().isStopped(name)) {
                throw new DeployRefusedException(
                        DeployRefusal.ALREADY_STOPPED,
                        artifact.label() + " is stopped already; to start it: hook:start " + name);
            }
            releases.current(name).ifPresent(leaving::add);
            stopped.add(artifact);
        }
        return new Change(Change.Kind.STOP, cause(how, stopped), List.of(), leaving, List.of(), stopped, options);
    }

    /** A change that starts plugins of the desired set. */
    private Change start(List<String> names, String how, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException {
        List<ReceivedArtifact> arriving = new ArrayList<>();
        List<Release> leaving = new ArrayList<>();
        List<Artifact> started = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            Artifact artifact = desired(name);
            if (releases.running(name).isPresent()) {
                throw new DeployRefusedException(
                        DeployRefusal.ALREADY_RUNNING, artifact.label() + " runs already: see hook:status");
            }
            progress.step("verifying " + artifact.label());
            arriving.add(receiver.again(artifact));
            // What waits is started anew, beside the installation that cannot start.
            releases.current(name).ifPresent(leaving::add);
            started.add(artifact);
        }
        return new Change(Change.Kind.DEPLOY, cause(how, started), arriving, leaving, List.of(), List.of(), options);
    }

    private static String cause(String how, List<Artifact> artifacts) {
        return how + " "
                + String.join(", ", artifacts.stream().map(Artifact::label).toList());
    }

    private Artifact desired(String name) throws DeployRefusedException {
        return sets.current()
                .flatMap(set -> set.release(name))
                .orElseThrow(() -> new DeployRefusedException(
                        DeployRefusal.UNKNOWN,
                        "no plugin " + name + " is in the desired set: see hook:status; hook:deploy brings one in"));
    }

    /** A change that brings earlier releases of some plugins back; the others stay. */
    private Change rollback(ChangeRequest request, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException {
        PluginRollback earlier = new PluginRollback(releases, sets);
        List<ReceivedArtifact> arriving = new ArrayList<>();
        List<Artifact> back = new ArrayList<>();
        List<Release> leaving = new ArrayList<>();
        for (String name : new LinkedHashSet<>(request.subjects())) {
            refuseDuringCanary(name);
            Artifact artifact = earlier.target(name, request.set());
            progress.step("verifying " + artifact.label());
            arriving.add(fromStore(artifact));
            back.add(artifact);
            releases.running(name).ifPresent(leaving::add);
        }
        String cause = cause(request.cause() + " to", back) + (request.set() == 0 ? "" : " of set " + request.set());
        return new Change(Change.Kind.ROLLBACK, cause, arriving, leaving, List.of(), List.of(), options, request.set());
    }

    /** A change that leads back to an earlier set; 0 is the one before the current. */
    private Change rollback(long number, String how, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException {
        DesiredSet target = target(number);
        List<ReceivedArtifact> arriving = new ArrayList<>();
        List<Release> leaving = new ArrayList<>();
        for (Artifact artifact : target.started()) {
            Optional<Release> current = releases.current(artifact.name())
                    .filter(release -> release.artifact().sha256().equals(artifact.sha256()));
            boolean stays = current.map(release -> release.isIntact()
                            || (release.state() == ReleaseState.WAITING
                                    && options.waived().contains(artifact.name())))
                    .orElse(false);
            if (!stays) {
                refuseDuringCanary(artifact.name());
                progress.step("verifying " + artifact.label());
                arriving.add(fromStore(artifact));
                releases.current(artifact.name()).ifPresent(leaving::add);
            }
        }
        for (Release release : releases.current()) {
            String name = release.artifact().name();
            if (target.release(name).isEmpty() || target.isStopped(name)) {
                refuseDuringCanary(name);
                leaving.add(release);
            }
        }
        List<Artifact> dropped = sets.current().map(DesiredSet::artifacts).orElse(List.of()).stream()
                .filter(artifact -> target.release(artifact.name()).isEmpty())
                .toList();
        List<Artifact> stopped = target.artifacts().stream()
                .filter(artifact -> target.isStopped(artifact.name()))
                .toList();
        String cause = how + " to set " + target.number();
        return new Change(Change.Kind.ROLLBACK, cause, arriving, leaving, dropped, stopped, options, target.number());
    }

    private DesiredSet target(long number) throws DeployRefusedException {
        List<DesiredSet> history = sets.history();
        if (number == 0) {
            if (history.size() < 2) {
                throw new DeployRefusedException(DeployRefusal.UNKNOWN, "there is no set before the current one");
            }
            return history.get(1);
        }
        return sets.set(number)
                .orElseThrow(() -> new DeployRefusedException(
                        DeployRefusal.UNKNOWN, "there is no set " + number + ": see hook:history"));
    }
}
