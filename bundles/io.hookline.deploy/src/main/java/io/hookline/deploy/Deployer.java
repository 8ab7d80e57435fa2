package io.hookline.deploy;

import io.hookline.api.runtime.Actor;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes which releases run, and reports how they do.
 *
 * <p>An OSGi service. Every change is prepared, then committed; the methods named after a change do both. One change is
 * made at a time; another one waits for it, for a minute at most, and is then refused as BUSY. If a thread is
 * interrupted during its change, the change is cancelled, unless it is published already. A refused change has changed
 * nothing. A source is a file, an address that begins with {@code http://}, {@code https://} or {@code file:}, or
 * {@code NAME@VERSION} for a release that was deployed before. Safe for use by many threads.
 */
@ProviderType
public interface Deployer {

    /**
     * What a change would do. Changes nothing.
     *
     * @throws DeployRefusedException if a source cannot be received at all, or what the change names is not there; all
     *     other reasons to refuse the change are in the plan
     */
    Plan plan(ChangeRequest change) throws DeployRefusedException, InterruptedException;

    /**
     * What deploying sources would do. Changes nothing.
     *
     * @throws DeployRefusedException if a source cannot be received at all; all other reasons to refuse the change are
     *     in the plan
     */
    default Plan plan(List<String> sources, DeployOptions options) throws DeployRefusedException, InterruptedException {
        return plan(ChangeRequest.deploy(sources, options).withCause("plan"));
    }

    /**
     * Prepares a change: receives, verifies, plans and stages what it brings in, and waits until that is ready. No call
     * reaches it yet, and the desired set is as it was. The change is made by {@link Prepared#commit}; until then other
     * changes wait.
     *
     * @throws DeployRefusedException if the change is refused, or what it brings in does not become ready; nothing is
     *     left of it then
     */
    Prepared prepare(ChangeRequest change, ProgressListener progress)
            throws DeployRefusedException, InterruptedException;

    /**
     * Deploys sources, all in one generation. A release of a plugin that runs is replaced, drained and removed.
     *
     * @throws DeployRefusedException if the change is refused, or fails before it is published
     */
    default DeployResult deploy(List<String> sources, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        try (Prepared prepared = prepare(ChangeRequest.deploy(sources, options), progress)) {
            return prepared.commit(progress);
        }
    }

    /**
     * Removes plugins, all in one generation.
     *
     * @throws DeployRefusedException if one of them is not there, or the change is refused
     */
    default DeployResult remove(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        try (Prepared prepared = prepare(ChangeRequest.remove(names, options), progress)) {
            return prepared.commit(progress);
        }
    }

    /**
     * Stops plugins, all in one generation: they leave the chains, are drained and unloaded, but stay in the desired
     * set, and stay stopped over restarts of the process until they are started, or deployed again.
     *
     * @throws DeployRefusedException if one of them is not there or is stopped, or if others need them and that is not
     *     allowed
     */
    default DeployResult stop(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        try (Prepared prepared = prepare(ChangeRequest.stop(names, options), progress)) {
            return prepared.commit(progress);
        }
    }

    /**
     * Starts plugins of the desired set that do not run, all in one generation, as if they were deployed from the
     * store.
     *
     * @throws DeployRefusedException if one of them is not there or runs, or does not become ready
     */
    default DeployResult start(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        try (Prepared prepared = prepare(ChangeRequest.start(names, options), progress)) {
            return prepared.commit(progress);
        }
    }

    /**
     * Goes back to an earlier desired set, in one generation.
     *
     * @param set its number; 0 for the one before the current
     * @throws DeployRefusedException if there is no such set, or the change is refused
     */
    default DeployResult rollback(long set, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        try (Prepared prepared = prepare(ChangeRequest.rollback(set, options), progress)) {
            return prepared.commit(progress);
        }
    }

    /**
     * Brings earlier releases of some plugins back, all in one generation; the other plugins stay as they are.
     *
     * @param set number of the desired set that names the releases; 0 is for each plugin the latest set with another
     *     release of it than now
     * @throws DeployRefusedException if no such release is kept, it runs already, or the change is refused
     */
    default DeployResult rollback(List<String> names, long set, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        try (Prepared prepared = prepare(ChangeRequest.rollback(names, set, options), progress)) {
            return prepared.commit(progress);
        }
    }

    /**
     * The same deployer, whose changes are recorded as those of an actor.
     *
     * @param actor who makes the changes: a shell's user, a token of an API
     */
    default Deployer actingFor(Actor actor) {
        return actingFor(actor, "");
    }

    /**
     * The same deployer, whose changes are recorded as those of an actor, with a reason.
     *
     * @param reason why the changes are made, in the actor's words; empty if they gave none
     */
    Deployer actingFor(Actor actor, String reason);

    /** The desired sets that are kept, newest first; the first one is the current. */
    List<DesiredSet> history();

    /** All releases that this process has run or tried to run, and those in quarantine. */
    List<ReleaseStatus> status();

    // ---- canaries --------------------------------------------------------------------------------------------------

    /**
     * Brings a release in beside the one that runs, for some of the calls.
     *
     * @throws DeployRefusedException if nothing of its name runs, or the release is refused
     */
    CanaryStatus canary(String source, CanaryOptions canary, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException;

    /** The canaries that run, and the latest that have ended. */
    List<CanaryStatus> canaries();

    /**
     * Stops a canary from going on; its share of the calls stays.
     *
     * @throws DeployRefusedException if none of that name runs
     */
    CanaryStatus pauseCanary(String name) throws DeployRefusedException;

    /**
     * Lets a canary go on.
     *
     * @throws DeployRefusedException if none of that name is paused
     */
    CanaryStatus resumeCanary(String name) throws DeployRefusedException;

    /**
     * Lets a candidate take over at once.
     *
     * @throws DeployRefusedException if there is no canary of that name
     */
    default DeployResult promoteCanary(String name, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return promoteCanary(name, DeployOptions.SAFE, progress);
    }

    /**
     * The same.
     *
     * @param options says who makes the change; nothing else of it applies
     */
    default DeployResult promoteCanary(String name, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        try (Prepared prepared = prepare(ChangeRequest.promote(name, options), progress)) {
            return prepared.commit(progress);
        }
    }

    /**
     * Takes a candidate out.
     *
     * @return how the canary stands then
     * @throws DeployRefusedException if there is no canary of that name
     */
    default CanaryStatus abortCanary(String name, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return abortCanary(name, DeployOptions.SAFE, progress);
    }

    /**
     * The same.
     *
     * @param options says who makes the change; nothing else of it applies
     */
    default CanaryStatus abortCanary(String name, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        try (Prepared prepared = prepare(ChangeRequest.abort(name, options), progress)) {
            prepared.commit(progress);
        }
        return canaries().stream()
                .filter(canary -> canary.name().equals(name) && canary.state() == CanaryState.ROLLED_BACK)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("the canary of " + name + " has ended and is not shown"));
    }

    // ---- quarantine, unloading -------------------------------------------------------------------------------------

    /** Content that is not to run. */
    List<QuarantineEntry> quarantine();

    /**
     * Forbids the content of a release, and takes it out if it runs as a canary. One that runs as the stable release
     * goes on running until it is replaced or removed.
     *
     * @throws DeployRefusedException if no such release is known
     */
    default void quarantine(String name, String version, String reason)
            throws DeployRefusedException, InterruptedException {
        ChangeRequest request = ChangeRequest.quarantine(name, version, reason, DeployOptions.SAFE);
        try (Prepared prepared = prepare(request, ProgressListener.NONE)) {
            prepared.commit(ProgressListener.NONE);
        }
    }

    /**
     * Releases content from quarantine, which does not start it.
     *
     * @throws DeployRefusedException if it is not in quarantine
     */
    void parole(String name, String version) throws DeployRefusedException;

    /** What became of the classes of removed releases. */
    List<UnloadStatus> unloads();

    /**
     * What holds the classes of a removed release, found in a dump of the heap. Takes seconds, stops all threads
     * meanwhile, and needs room on the disk.
     *
     * @param release name and version, as {@link #unloads} shows it
     * @throws DeployRefusedException if no such release is there, or the heap cannot be dumped
     */
    String heapPath(String release) throws DeployRefusedException, InterruptedException;
}
