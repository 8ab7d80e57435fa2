package io.hookline.plugin.policy.rule;

/** What a decision, or a rule that applies, does with a request. */
public enum Effect {
    /** It passes. */
    ALLOW,
    /** It is refused. */
    DENY;

    /** Its name in a policy: {@code allow} or {@code deny}. */
    public String text() {
        return this == ALLOW ? "allow" : "deny";
    }
}
