package io.hookline.engine.runner;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs hooks: on the caller's thread, on threads of their own, or in another process. A guard rule names the runner of
 * a hook; the engine finds it by that name. Safe for use by many threads.
 *
 * <p>The engine has three: {@value #INLINE}, {@value #WATCHED} and {@value #POOL}. Register others with
 * {@link io.hookline.engine.Engine#addRunner}, or in OSGi as a service.
 *
 * <pre>
 *  attach   may start threads or processes; no chain calls the attachment yet
 *  target   what chains call, from the next generation on
 *  serves   asked when the hook's settings change: go on, or be replaced by a new attachment in one generation
 *  close    no call comes any more
 * </pre>
 */
@ConsumerType
public interface HookRunner {

    /** Runs a hook on the caller's thread, and nothing else. */
    String INLINE = "inline";

    /** Runs a hook on the caller's thread; the watchdog reports calls that hang. The default. */
    String WATCHED = "watched";

    /** Runs a hook on threads of its own, with a deadline for the caller. */
    String POOL = "pool";

    /**
     * The runner's name: a lower-case letter, then up to 63 lower-case letters, digits, dots and hyphens. Always the
     * same.
     */
    String name();

    /**
     * Attaches a hook, so that chains can call it through the attachment's target. May start threads or processes and
     * may take seconds; while it runs, the change that asked for it waits, at most ten seconds; calls do not. Later,
     * calls of the hook are refused until it comes back, and the runner is asked to attach nothing else until then. It
     * must not wait for calls to end. Called on a thread of the engine, without any lock except that of the hook's
     * guard, by one thread at a time for one hook.
     *
     * <p>If it throws, a hook that is attached elsewhere stays there, and one that is not refuses its calls; {@code
     * hook:guard} shows the reason. The engine tries again when the hook's rules change, when a runner or codec comes,
     * and at {@code hook:guard reset}.
     *
     * @throws AttachException if it cannot attach the hook; the message says why and what to do
     */
    HookAttachment attach(AttachRequest request) throws AttachException;
}
