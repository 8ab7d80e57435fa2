package io.hookline.plugin.policy.rule;

import java.util.Map;

/**
 * What becomes of a request.
 *
 * @param effect whether it passes
 * @param rule the name of the rule that decided; empty if none did
 * @param reason why, in words for operators
 * @param policy the policy's SHA-256 digest, in hexadecimal
 */
public record Decision(Effect effect, String rule, String reason, String policy) {

    /** Whether the request passes. */
    public boolean isAllowed() {
        return effect == Effect.ALLOW;
    }

    /** The same as texts, for other plugins: {@code effect}, {@code rule}, {@code reason}, {@code policy}. */
    public Map<String, String> asMap() {
        return Map.of("effect", effect.text(), "rule", rule, "reason", reason, "policy", policy);
    }
}
