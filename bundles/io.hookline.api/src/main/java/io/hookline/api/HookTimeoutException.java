package io.hookline.api;

import java.time.Duration;

/** Says that a hook, called on a thread of its own, did not answer within its deadline. It may still be running. */
public final class HookTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hook;

    /** With the hook's name and release, and the deadline. */
    public HookTimeoutException(String hook, Duration deadline) {
        super("hook " + hook + " did not answer within " + deadline.toMillis() + " ms", null, false, false);
        this.hook = hook;
    }

    /** Name and release of the hook, for instance {@code org.example.audit.AuditHook@1.2.0}. */
    public String hook() {
        return hook;
    }
}
