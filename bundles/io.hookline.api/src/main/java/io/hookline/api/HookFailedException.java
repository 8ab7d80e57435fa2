package io.hookline.api;

/**
 * Carries an exception that a hook threw and the contract's method does not declare: a checked exception, a linkage
 * error or a stack overflow. Unchecked exceptions and declared ones reach the caller unwrapped.
 */
public final class HookFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_TEXT = 1_000;

    private final String hook;

    /** With the hook's name and release, and what it threw. */
    public HookFailedException(String hook, Throwable cause) {
        super("hook " + hook + " failed: " + describe(cause), cause);
        this.hook = hook;
    }

    /** Class and message of what a hook threw, at most 1,000 characters; without the message if even that throws. */
    public static String describe(Throwable failure) {
        try {
            String text = failure.toString();
            return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failure.getClass().getName();
        }
    }

    /** Name and release of the hook, for instance {@code org.example.audit.AuditHook@1.2.0}. */
    public String hook() {
        return hook;
    }
}
