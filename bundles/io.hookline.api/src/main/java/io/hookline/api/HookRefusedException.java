package io.hookline.api;

/**
 * Says that a hook was not called, because its guard refused the call: its breaker is open, or its threads are all
 * busy. The error policy decides what that does to the call, as for a hook that fails. It has no stack trace.
 */
public final class HookRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hook;

    /** With the hook's name and release, and the reason, for instance {@code its breaker is open: …}. */
    public HookRefusedException(String hook, String reason) {
        super("hook " + hook + " is not called: " + reason, null, false, false);
        this.hook = hook;
    }

    /** Name and release of the hook, for instance {@code org.example.audit.AuditHook@1.2.0}. */
    public String hook() {
        return hook;
    }
}
