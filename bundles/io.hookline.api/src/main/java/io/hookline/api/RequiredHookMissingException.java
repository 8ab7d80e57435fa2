package io.hookline.api;

import java.util.List;

/**
 * Says that a call did not pass because a hook that its point requires is not there. Thrown before any hook is called,
 * except in one case: the required hook went away during the call, after a drain had timed out.
 */
public final class RequiredHookMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String point;
    private final List<String> missing;

    /** With the point and the names that are missing. */
    public RequiredHookMissingException(String point, List<String> missing, String detail) {
        super("hook point " + point + " requires " + String.join(", ", missing) + ", " + detail);
        this.point = point;
        this.missing = List.copyOf(missing);
    }

    /** The point's name. */
    public String point() {
        return point;
    }

    /** The missing plugins or hooks; unmodifiable, never empty. */
    public List<String> missing() {
        return missing;
    }
}
