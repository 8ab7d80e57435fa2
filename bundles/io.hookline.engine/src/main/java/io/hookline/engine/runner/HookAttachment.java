package io.hookline.engine.runner;

import io.hookline.engine.guard.GuardSettings;
import org.osgi.annotation.versioning.ConsumerType;

/** One hook at one runner. The methods may be called by any thread. */
@ConsumerType
public interface HookAttachment extends AutoCloseable {

    /**
     * The target of chains: an object of the contract, always the same. A getter, called under the engine's lock: it
     * must not start anything. To make such an object, see {@link CallInterceptor#proxy}.
     *
     * <p>What the target throws counts as the hook's failure: an exception of the hook's own; what {@link
     * RunnerContext#refusal} or {@link RunnerContext#timeout} returned; or any other. An {@link Error} that is no
     * {@link LinkageError} or {@link StackOverflowError} fails the call under any error policy.
     */
    Object target();

    /**
     * Whether the attachment can go on under other settings. If not, the engine reattaches the hook and closes this one
     * after the last call. Must return at once.
     */
    boolean serves(GuardSettings settings);

    /**
     * Whether the hook runs on the thread that calls the target. If so, the engine measures what its calls use; if not,
     * the attachment reports that by {@link RunnerContext#used}.
     */
    default boolean runsOnCallersThread() {
        return false;
    }

    /** How calls are limited now, in a few words for {@code hook:guard}; empty if they are not. */
    default String limits() {
        return "";
    }

    /**
     * Ends the attachment. No call comes any more, unless calls did not end within the drain timeout: the target
     * answers those that come then with {@link RunnerContext#refusal}. Called once, without any lock, and may wait for
     * what the runner has to end.
     */
    @Override
    void close();
}
