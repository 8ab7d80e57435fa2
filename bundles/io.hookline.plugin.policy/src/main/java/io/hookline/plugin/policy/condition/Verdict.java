package io.hookline.plugin.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * The result of a condition.
 *
 * @param holds whether it holds; false if it failed
 * @param failure why it could not be evaluated, or null
 */
public record Verdict(boolean holds, @Nullable String failure) {

    /** It holds. */
    public static final Verdict HOLDS = new Verdict(true, null);

    /** It does not hold. */
    public static final Verdict DOES_NOT_HOLD = new Verdict(false, null);

    /** It could not be evaluated. */
    public static Verdict failed(String reason) {
        return new Verdict(false, reason);
    }
}
