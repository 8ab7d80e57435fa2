package io.hookline.deploy.internal.release;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release that this process runs, has run, or tried to run: its file, its installation while there is one, and its
 * state. Safe for use by many threads.
 */
public final class Release {

    private static final String OWN_START = "it is not called yet: its own start has not ended";

    private final Artifact artifact;
    private final Path content;
    private final Instant loadedAt;
    private volatile @Nullable ArtifactType type;
    private volatile @Nullable StagedRelease staged;
    private volatile ReleaseState state = ReleaseState.LOADED;
    private volatile String why = "";
    private volatile @Nullable Instant heartbeat;
    private volatile boolean stuck;
    private volatile boolean held;
    private volatile String heldBy = "";
    private volatile @Nullable StagedRelease lingering;
    private volatile Cause cause = Cause.ofRuntime("");
    private volatile StateObserver observer = StateObserver.NONE;
    private volatile CallCounts lastCounts = CallCounts.NONE;

    /** A release that was just installed. */
    public Release(Artifact artifact, Path content, ArtifactType type, StagedRelease staged, Instant loadedAt) {
        this.artifact = artifact;
        this.content = content;
        this.type = type;
        this.staged = staged;
        this.loadedAt = loadedAt;
    }

    /** A release that could not be installed. */
    public Release(Artifact artifact, Path content, Instant seenAt) {
        this.artifact = artifact;
        this.content = content;
        this.type = null;
        this.staged = null;
        this.loadedAt = seenAt;
    }

    /** Which release it is. */
    public Artifact artifact() {
        return artifact;
    }

    /** Its file in the store. */
    public Path content() {
        return content;
    }

    /** Its artifact type. */
    public ArtifactType type() {
        ArtifactType known = type;
        if (known == null) {
            throw new IllegalStateException(artifact.label() + " is not installed");
        }
        return known;
    }

    /** Whether a type has installed it. */
    public boolean isOf(ArtifactType some) {
        return type == some;
    }

    /** Its installation, or null if there is none. */
    public @Nullable StagedRelease staged() {
        return staged;
    }

    /** Its installation. */
    public StagedRelease installed() {
        StagedRelease installation = staged;
        if (installation == null) {
            throw new IllegalStateException(artifact.label() + " is not installed");
        }
        return installation;
    }

    /** The id of its installation. */
    public ReleaseId id() {
        return installed().id();
    }

    /** When it was installed, or the attempt was made. */
    public Instant loadedAt() {
        return loadedAt;
    }

    /** Its state. */
    public ReleaseState state() {
        return state;
    }

    /** The reason for its state; empty if there is nothing to say. What hung and has ended is not told as going on. */
    public String why() {
        return lingering != null && !lingers() ? why.replace(DeadlineTask.GOES_ON, "and has ended since") : why;
    }

    /** Changes its state, with the reason. */
    public synchronized void become(ReleaseState next, String reason) {
        ReleaseState before = state;
        this.why = reason;
        this.state = next;
        if (before != next) {
            observer.changed(this, before);
        }
    }

    /** Notes the change that it is part of from now on. */
    public void changedBy(Cause change) {
        cause = change;
    }

    /** The latest change that it was part of. */
    public Cause cause() {
        return cause;
    }

    /** Sets who is told of its states. */
    void observedBy(StateObserver who) {
        observer = who;
    }

    /** Changes the reason only. */
    public synchronized void say(String reason) {
        why = reason;
    }

    /** Its hooks are kept out of the chains until its own start has ended, or are so no more. */
    public void hold(boolean kept) {
        held = kept;
        heldBy = kept ? OWN_START : "";
    }

    /** Says what its own start waits for. */
    public void heldBy(String reason) {
        heldBy = reason;
    }

    /**
     * Lets the state follow what really runs: a release that is to run and is not active waits, and one that waits and
     * is active runs.
     */
    synchronized void observe() {
        StagedRelease installation = staged;
        if (installation == null || (state != ReleaseState.RUNNING && state != ReleaseState.WAITING)) {
            return;
        }
        if (installation.isActive() && !held) {
            if (state == ReleaseState.WAITING) {
                become(ReleaseState.RUNNING, "");
            }
            return;
        }
        String reason = installation.isActive() ? heldBy : installation.problem();
        if (state == ReleaseState.RUNNING) {
            changedBy(Cause.ofRuntime(reason));
            become(ReleaseState.WAITING, reason);
        } else {
            say(reason);
        }
    }

    /** Whether calls reach it, with the content of its file. */
    public boolean isIntact() {
        StagedRelease installation = staged;
        return state == ReleaseState.RUNNING && installation != null && installation.replacement() == null;
    }

    /** Notes how its hooks did, for the time when they are gone. */
    public void keepCounts(CallCounts counts) {
        lastCounts = counts;
    }

    /** How its hooks did when that was last noted: at the latest before it was stopped. */
    public CallCounts lastCounts() {
        return lastCounts;
    }

    /** It is uninstalled. Its type is not remembered, so that the type's bundle can be unloaded. */
    public void removed() {
        StagedRelease installation = staged;
        if (installation != null && installation.abandonedThreads() > 0) {
            lingering = installation;
        }
        staged = null;
        type = null;
    }

    /** Its stop has not ended in time: it counts as uninstalled, and goes on in the background until the stop ends. */
    public void leaveBehind() {
        lingering = staged;
        staged = null;
    }

    /** Whether its stop, or another thread that runs its code, goes on in the background. */
    public boolean lingers() {
        StagedRelease left = lingering;
        return left != null && (!left.isGone() || left.abandonedThreads() > 0);
    }

    /** How many threads still run its code although they were given up. */
    public int abandonedThreads() {
        StagedRelease left = staged == null ? lingering : staged;
        return left == null ? 0 : left.abandonedThreads();
    }

    /** When it was last seen to work; null if never. */
    public @Nullable Instant heartbeat() {
        return heartbeat;
    }

    /** It was seen to work. */
    public void beat(Instant now) {
        heartbeat = now;
        stuck = false;
    }

    /** It was not seen to work although calls are in flight. */
    public void missBeat() {
        stuck = true;
    }

    /** Whether its calls do not end. */
    public boolean isStuck() {
        return stuck;
    }

    @Override
    public String toString() {
        return "Release[" + artifact.label() + ", " + state + "]";
    }

    /** Is told when a release has changed its state. */
    @FunctionalInterface
    interface StateObserver {

        /** Tells no one. */
        StateObserver NONE = (release, before) -> {};

        /** A release has changed its state; before is null if it is new. */
        void changed(Release release, @Nullable ReleaseState before);
    }
}
