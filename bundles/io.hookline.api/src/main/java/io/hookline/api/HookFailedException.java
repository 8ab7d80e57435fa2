package io.hookline.api;

/**
 * Carries what a hook threw and the contract's method does not declare: a checked exception, a linkage error or a stack
 * overflow. Unchecked exceptions and declared ones reach the caller unwrapped.
 */
public final class HookFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hook;

    /** With the hook's name and release, and what it threw. */
    public HookFailedException(String hook, Throwable cause) {
        super("hook " + hook + " failed: " + cause, cause);
        this.hook = hook;
    }

    /** Name and release of the hook, for instance {@code org.example.audit.AuditHook@1.2.0}. */
    public String hook() {
        return hook;
    }
}
