package io.hookline.deploy.internal.change;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.bundle.PluginBundles;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** A release that this process has had to do with: its jar, its bundle while there is one, and its state. Safe for many threads. */
public final class Release {

    private final Artifact artifact;
    private final Path jar;
    private final Instant loadedAt;
    private volatile @Nullable Bundle bundle;
    private volatile ReleaseState state = ReleaseState.LOADED;
    private volatile String why = "";
    private volatile @Nullable Instant heartbeat;
    private volatile boolean stuck;
    private volatile @Nullable Bundle leftBehind;

    /** A release whose bundle was just installed, or could not be. */
    public Release(Artifact artifact, Path jar, @Nullable Bundle bundle, Instant loadedAt) {
        this.artifact = artifact;
        this.jar = jar;
        this.bundle = bundle;
        this.loadedAt = loadedAt;
    }

    /** What it is. */
    public Artifact artifact() {
        return artifact;
    }

    /** Where its jar lies in the store. */
    public Path jar() {
        return jar;
    }

    /** Its bundle, or null if it has none any more. */
    public @Nullable Bundle bundle() {
        return bundle;
    }

    /** Its bundle. */
    public Bundle installed() {
        Bundle there = bundle;
        if (there == null) {
            throw new IllegalStateException(artifact.label() + " has no bundle");
        }
        return there;
    }

    /** Its id in the engine. */
    public ReleaseId id() {
        return PluginBundles.releaseOf(installed());
    }

    /** When its bundle was installed. */
    public Instant loadedAt() {
        return loadedAt;
    }

    /** Where it stands. */
    public ReleaseState state() {
        return state;
    }

    /** What is to be known about that; empty if nothing is. */
    public String why() {
        return why;
    }

    /** Moves it on. */
    public void become(ReleaseState next, String reason) {
        this.why = reason;
        this.state = next;
    }

    /** Says what is to be known, wherever it stands. */
    void say(String reason) {
        why = reason;
    }

    /** Its bundle is gone, or nobody polls after it any more. */
    void removed() {
        bundle = null;
    }

    /** Its stop has not ended in time: nobody waits for its bundle any more, which stays until the stop ends. */
    void leaveBehind() {
        leftBehind = bundle;
        bundle = null;
    }

    /** Whether a bundle is this release's, be it that its stop does not end. */
    boolean owns(Bundle some) {
        return some.equals(bundle) || some.equals(leftBehind);
    }

    /** Whether its stop has not ended yet, although it counts as stopped. */
    boolean lingers() {
        Bundle left = leftBehind;
        return left != null && left.getState() != Bundle.UNINSTALLED;
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

    /** It was not seen to work although there was work for it. */
    public void missBeat() {
        stuck = true;
    }

    /** Whether it has work and does not get on with it. */
    public boolean isStuck() {
        return stuck;
    }

    @Override
    public String toString() {
        return "Release[" + artifact.label() + ", " + state + "]";
    }
}
