package io.hookline.plugin.policy.rule;

/**
 * Whether a rule applies to a request, and why not.
 *
 * @param applies whether it does
 * @param failed whether its condition could not be evaluated
 * @param detail why not, in words; empty if it applies
 */
public record RuleOutcome(boolean applies, boolean failed, String detail) {

    static final RuleOutcome APPLIES = new RuleOutcome(true, false, "");
    static final RuleOutcome OTHER_METHOD = not("another method");
    static final RuleOutcome OTHER_PATH = not("another path");
    static final RuleOutcome NO_ROLE = not("none of its roles");
    static final RuleOutcome NO_PERMISSION = not("a permission is missing");
    static final RuleOutcome CONDITION = not("its condition does not hold");

    static RuleOutcome failed(String reason) {
        return new RuleOutcome(false, true, "its condition failed: " + reason);
    }

    private static RuleOutcome not(String detail) {
        return new RuleOutcome(false, false, detail);
    }
}
