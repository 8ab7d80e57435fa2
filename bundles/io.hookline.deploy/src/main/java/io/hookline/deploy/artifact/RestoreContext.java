package io.hookline.deploy.artifact;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What a type tells deploy about releases that start outside of a change: when the process starts, or when a type
 * becomes available again. Safe for use by many threads.
 */
@ProviderType
public interface RestoreContext {

    /** The context to start them in; it is never cancelled. */
    StartContext start(String reason);

    /** Keeps a release's hooks out of all chains until {@link #joins}. To be called before the release starts. */
    void hold(StagedRelease release);

    /**
     * The release is started: it counts as running. Its hooks join the chains now, in one generation, if they were
     * held.
     */
    void joins(StagedRelease release);

    /** The release is to run: it runs as soon as it is active and its hooks are not held, and waits until then. */
    void runs(StagedRelease release);

    /** The release is to run, and waits for something before its hooks can be called; empty if it waits no more. */
    void waits(StagedRelease release, String reason);

    /**
     * The release does not start and is left out: deploy shows the reason, stops it, and uninstalls it if its stop has
     * ended.
     *
     * @param ended whether its start has ended; if not, its hooks are kept out of all chains when it does
     */
    void failed(StagedRelease release, String problem, boolean ended);

    /** Whether the release runs, or is to run and waits. */
    boolean isRunning(StagedRelease release);

    /** Whether the release counts as running or is still to be started. */
    boolean isExpected(StagedRelease release);
}
