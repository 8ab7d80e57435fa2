package io.hookline.deploy;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A change that is ready to be made: its releases are received, verified, planned, staged beside those that run,
 * started and ready, and no call reaches them.
 *
 * <p>{@link #commit} makes it; {@link #abort} undoes it, and so does {@link #close} unless it was committed. As long as
 * neither has happened it keeps other changes waiting, but not for ever: at {@link #expiresAt} it is undone. If the
 * process ends before the commit, nothing of the change is left: the desired set does not name what was staged. Safe
 * for use by many threads.
 */
@ProviderType
public interface Prepared extends AutoCloseable {

    /** What the change does; no refusal is in it. */
    Plan plan();

    /** When it is undone unless it is committed before. */
    Instant expiresAt();

    /**
     * Makes the change: hands state over, writes the desired set, publishes one generation, drains and removes what is
     * replaced. From the moment in which the desired set is written nothing fails: what goes wrong with the old
     * releases is among the notes of the result. Once it has begun, the change does not expire.
     *
     * @throws DeployRefusedException if it was committed, aborted or expired before, or fails before the desired set is
     *     written; nothing has changed then, and the change is undone
     * @throws InterruptedException never once the change is published; an interrupt before that cancels it
     */
    DeployResult commit(ProgressListener progress) throws DeployRefusedException, InterruptedException;

    /** Undoes what was prepared. Does nothing if the change was committed, aborted, or has expired. */
    void abort();

    /** The same as {@link #abort}. */
    @Override
    void close();
}
