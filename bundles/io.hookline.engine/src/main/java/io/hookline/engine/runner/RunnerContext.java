package io.hookline.engine.runner;

import io.hookline.api.HookRefusedException;
import io.hookline.api.HookTimeoutException;
import io.hookline.engine.HookInfo;
import io.hookline.engine.guard.GuardSettings;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** How an attachment reaches the guard of its hook. Safe for use by many threads; no method waits. */
@ProviderType
public interface RunnerContext {

    /** The hook's description as it is now. */
    HookInfo info();

    /** The hook's settings as they are now. */
    GuardSettings settings();

    /**
     * Holds the lease of the call that the calling thread is in, so that other threads can work for that call in its
     * generation.
     *
     * @return the lease, held once; release it exactly once
     */
    HeldLease hold();

    /** The engine's clock, as {@link System#nanoTime}. */
    long nanoTime();

    /** The exception to throw instead of calling the hook. It counts as a refusal, not as a failure of the hook. */
    HookRefusedException refusal(String reason);

    /** The exception to throw for a call that did not answer in time. */
    HookTimeoutException timeout(Duration limit);

    /** A call does not come back: its caller has gone on without it. Returns how many such calls there are now. */
    int callHangs();

    /** A call that {@link #callHangs} reported has come back after all. Returns how many have not. */
    int callReturned();

    /** How many calls do not come back, here or at attachments before this one. */
    int hanging();

    /**
     * What one call used on a thread other than its caller's. Measure a few calls a second; the guard takes their mean
     * for all.
     */
    void used(long cpuNanos, long allocatedBytes);

    /** Opens the hook's breaker, unless it is open. Does nothing once the attachment is closed. */
    void trip(String reason);

    /**
     * Asks for a new attachment in this one's place, because the runner's own settings have changed, or because the
     * process or thread that runs the hook has ended. The engine attaches on another thread and publishes one
     * generation; until then calls come here. Does nothing once the attachment is closed.
     */
    void reattach();
}
