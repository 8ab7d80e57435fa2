package io.hookline.deploy.internal.recover;

import io.hookline.api.runtime.Actor;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.internal.store.ContentStore;
import io.hookline.deploy.internal.store.DesiredSetDraft;
import io.hookline.deploy.internal.store.FileDesiredSetStore;
import io.hookline.deploy.internal.store.OnDamage;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.deploy.internal.store.StoreLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The store of a deployment that does not run: its sets, its content and its quarantine. It is locked until it is
 * closed. Used by one thread.
 */
public final class Recovery implements AutoCloseable {

    private static final Actor ACTOR = new Actor(Actor.Kind.SHELL, "hookline recover");

    private final StoreLock lock;
    private final FileDesiredSetStore sets;
    private final ContentStore store;
    private final Quarantine quarantine;
    private final List<String> damage = new ArrayList<>();
    private final Map<String, Boolean> intact = new HashMap<>();

    private Recovery(Path folder, boolean writing, Clock clock, StoreLock lock) throws IOException {
        this.lock = lock;
        Path setFolder = folder.resolve("sets");
        this.sets = writing
                ? FileDesiredSetStore.in(setFolder, clock, damage::add)
                : FileDesiredSetStore.reading(setFolder, clock, damage::add);
        this.store = writing ? ContentStore.in(folder) : ContentStore.reading(folder);
        this.quarantine = Quarantine.in(
                folder.resolve("quarantine.json"), clock, writing ? OnDamage.SET_ASIDE : OnDamage.LEAVE, damage::add);
    }

    /**
     * Opens a store.
     *
     * @param writing whether a set is going to be written; otherwise nothing in the store changes
     * @throws IOException if it is not there, cannot be read, or is in use
     */
    public static Recovery open(Path folder, boolean writing, Clock clock) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no store " + folder + ": name the data folder with --data, or the store"
                    + " itself with --store");
        }
        StoreLock lock = StoreLock.claim(folder);
        try {
            return new Recovery(folder, writing, clock, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What was found damaged; one sentence each. */
    List<String> damage() {
        return List.copyOf(damage);
    }

    /** All sets, newest first. */
    List<RecoverableSet> sets() {
        List<DesiredSet> history = sets.history();
        return history.stream()
                .map(set -> row(set, set.number() == history.get(0).number()))
                .toList();
    }

    private RecoverableSet row(DesiredSet set, boolean current) {
        List<Artifact> started = set.started();
        return new RecoverableSet(
                set.number(),
                current,
                set.at(),
                set.cause(),
                labels(started),
                set.artifacts().stream()
                        .filter(artifact -> set.isStopped(artifact.name()))
                        .map(Artifact::label)
                        .toList(),
                labels(started.stream().filter(artifact -> !isIntact(artifact)).toList()),
                labels(started.stream()
                        .filter(artifact -> quarantine.find(artifact.sha256()).isPresent())
                        .toList()));
    }

    private boolean isIntact(Artifact artifact) {
        return intact.computeIfAbsent(artifact.sha256(), store::isIntact);
    }

    private static List<String> labels(Collection<Artifact> artifacts) {
        return artifacts.stream().map(Artifact::label).toList();
    }

    /**
     * Makes an earlier set the next one.
     *
     * @param parole whether what it starts is released from quarantine
     * @throws IllegalArgumentException if there is no such set, or it could not start whole
     */
    RecoverableSet choose(long number, boolean parole) throws IOException {
        DesiredSet chosen = sets.set(number)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no set " + number + "; hookline recover lists those that are there"));
        List<Artifact> missing = chosen.started().stream()
                .filter(artifact -> !isIntact(artifact))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("set " + number + " cannot start whole: the content of "
                    + String.join(", ", labels(missing))
                    + " is not in the store, or is damaged there. Choose another set, or --without-plugins, and deploy"
                    + " the files again");
        }
        for (Artifact artifact : chosen.started()) {
            QuarantineEntry entry = quarantine.find(artifact.sha256()).orElse(null);
            if (entry != null && !parole) {
                throw new IllegalArgumentException(artifact.label() + " of set " + number + " is in quarantine ("
                        + entry.reason() + "): --parole releases it");
            }
            if (entry != null) {
                quarantine.parole(artifact.sha256());
            }
        }
        return write("recovered: back to set " + number, chosen.artifacts(), chosen.stopped());
    }

    /** Makes a set of the current releases the next one in which all are stopped; without a set, one of no release. */
    RecoverableSet withoutPlugins() throws IOException {
        List<Artifact> artifacts = sets.current().map(DesiredSet::artifacts).orElse(List.of());
        return write(
                "recovered: without plugins",
                artifacts,
                artifacts.stream().map(Artifact::name).toList());
    }

    private RecoverableSet write(String cause, List<Artifact> artifacts, List<String> stopped) throws IOException {
        try {
            return row(sets.write(new DesiredSetDraft(cause, ACTOR, List.of(), artifacts, stopped)), true);
        } catch (DeployRefusedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
