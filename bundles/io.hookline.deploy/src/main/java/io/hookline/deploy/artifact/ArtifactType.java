package io.hookline.deploy.artifact;

import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of release: how its files are recognised and verified, and how they become running hooks.
 *
 * <p>Publish it as an OSGi service. While the service is there, deploy offers every received file to it, and everything
 * that Hookline does with releases (plan, swap, canary, rollback, restart) works for its releases as it does for OSGi
 * bundles, which are a type as well. When the service goes, deploy stops the releases of the type and starts them again
 * when it returns; a type therefore must still answer {@link #stop} and {@link #uninstall} while its service is being
 * unregistered.
 *
 * <p>One change is made at a time, so deploy calls {@link #stage}, {@link #start}, {@link #handOver}, {@link #stop} and
 * {@link #uninstall} from one thread at a time; several deployers may use one type at once, though. The other methods
 * may be called by any thread. Each step runs on a thread of its own and has a deadline (for the start the ready
 * timeout, for the stop the stop timeout, each with 30 seconds more; 30 seconds for the others): one that does not end
 * is interrupted and given up. Whatever a type refuses is a {@link DeployRefusedException} with the cause and the
 * remedy; any other exception counts as a fault of the type and refuses the change, too.
 */
@ConsumerType
public interface ArtifactType {

    /** Name of the type in the desired set, for instance {@code bundle}. It never changes. */
    String name();

    // ---- files -----------------------------------------------------------------------------------------------------

    /**
     * Whether a file is of this type, judged by its content. The file comes from anywhere: read as little of it as
     * possible, and trust nothing in it.
     *
     * @throws IOException if it cannot be read
     */
    boolean recognises(Path content) throws IOException;

    /**
     * Whether the files are jars that jarsigner may have signed: deploy then checks these signatures, besides detached
     * ones.
     */
    default boolean isSignedJar() {
        return false;
    }

    /**
     * Verifies a file that comes from anywhere, and says which release it holds. Runs no code from the file.
     *
     * @throws DeployRefusedException if the file is damaged, hostile, or exceeds the limits
     */
    ArtifactIdentity verify(Path content, ArtifactLimits limits) throws DeployRefusedException;

    /**
     * What a verified file will bring.
     *
     * @throws DeployRefusedException if its description cannot be read
     */
    ArtifactDescription describe(Path content, ArtifactIdentity identity) throws DeployRefusedException;

    // ---- plans -----------------------------------------------------------------------------------------------------

    /**
     * Compares the exported API of a new release with that of the running one.
     *
     * @throws IOException if one of the files cannot be read
     */
    default ApiComparison compare(Path running, Path next) throws IOException {
        return ApiComparison.notMade("releases of the type " + name() + " export no API");
    }

    /**
     * Whether everything that new releases require would be available once others have left.
     *
     * @param arriving verified files of this type
     * @param leaving releases of this type
     * @throws IOException if one of the files cannot be read
     */
    default Resolution resolve(List<Path> arriving, Collection<StagedRelease> leaving) throws IOException {
        return Resolution.RESOLVED;
    }

    /**
     * Which releases of a set could not be started at the next start of the process, when nothing of this type is there
     * but the set, and why. What was installed by hand does not count.
     *
     * @param set verified files of this type, all that are to run
     * @throws IOException if one of the files cannot be read
     */
    default Map<Path, Resolution> unstartable(Collection<Path> set) throws IOException {
        return Map.of();
    }

    /**
     * Why a release cannot be installed although no release of its name is managed by deploy; empty if it can. For
     * instance because an operator has installed one by hand.
     */
    default List<String> conflicts(ArtifactIdentity identity, Path content) {
        return List.of();
    }

    /**
     * What is wrong with the configuration of a release that is not installed, so that it would be refused; empty if
     * nothing is.
     *
     * @throws IOException if the file cannot be read
     */
    default List<String> unfit(Path content) throws IOException {
        return List.of();
    }

    /** What depends on releases of this type and is not among them. */
    default List<Dependant> dependants(Collection<StagedRelease> leaving) {
        return List.of();
    }

    // ---- running ---------------------------------------------------------------------------------------------------

    /**
     * Installs a release beside those that run, without starting it. Deploy keeps its hooks out of the chains from then
     * on until they join.
     *
     * @throws DeployRefusedException if it cannot be installed; nothing is left of it then
     */
    StagedRelease stage(StagingRequest request) throws DeployRefusedException, InterruptedException;

    /**
     * Starts releases that are staged, until they are ready to be called: their hooks are registered under their {@link
     * StagedRelease#id}, and their health checks pass.
     *
     * @param arriving all releases of this type in one change
     * @param leaving releases that the change removes; the new ones must not come to depend on them
     * @throws DeployRefusedException if one of them does not become ready; deploy then stops and uninstalls all of them
     */
    void start(List<StagedRelease> arriving, Collection<StagedRelease> leaving, StartContext context)
            throws DeployRefusedException, InterruptedException;

    /**
     * Hands the state of a running release over to the one that replaces it.
     *
     * @return what was handed over, and what was not, one sentence each
     * @throws DeployRefusedException if the state cannot be handed over; the running release then stays
     */
    default List<String> handOver(StagedRelease running, StagedRelease next)
            throws DeployRefusedException, InterruptedException {
        return List.of();
    }

    /** The order in which releases are stopped: dependants first. */
    default List<StagedRelease> stopOrder(Collection<StagedRelease> releases) {
        List<StagedRelease> order = new ArrayList<>(releases);
        Collections.reverse(order);
        return order;
    }

    /**
     * Stops a release that no call uses any more, started or not, and unregisters its hooks. Returns after the deadline
     * at the latest.
     *
     * @param reason what led to it, for people and for the plugin
     */
    StopOutcome stop(StagedRelease release, String reason, Duration timeout) throws InterruptedException;

    /**
     * Uninstalls releases that have stopped.
     *
     * @return what went wrong, one sentence each
     */
    List<String> uninstall(Collection<StagedRelease> releases, Duration timeout) throws InterruptedException;

    // ---- the start of the process
    // ------------------------------------------------------------------------------------

    /**
     * Uninstalls what an earlier process has left installed from a folder and is not to run any more.
     *
     * @param folder the store
     * @param content the files in it that are to run
     */
    default void retain(Path folder, Set<Path> content) {}

    /**
     * Starts the releases of the desired set when the process starts, or when this type has become available. Tells the
     * context what becomes of each. By default they start one after the other, and each joins the chains when it is
     * ready.
     *
     * @param staged the releases of this type, in the order of the desired set
     */
    default void restore(List<StagedRelease> staged, RestoreContext context) throws InterruptedException {
        for (StagedRelease release : staged) {
            context.hold(release);
            try {
                start(List.of(release), List.of(), context.start("the process starts"));
                context.joins(release);
            } catch (DeployRefusedException e) {
                context.failed(release, String.valueOf(e.getMessage()), true);
            }
        }
    }
}
