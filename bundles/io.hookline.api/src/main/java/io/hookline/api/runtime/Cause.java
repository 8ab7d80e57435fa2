package io.hookline.api.runtime;

/**
 * Who caused a change, and why.
 *
 * @param actor who caused it
 * @param reason why, in words, for instance {@code deployed io.hookline.plugin.apikey 1.1.0}
 */
public record Cause(Actor actor, String reason) {

    /** A change that the runtime makes by itself. */
    public static Cause ofRuntime(String reason) {
        return new Cause(Actor.RUNTIME, reason);
    }
}
