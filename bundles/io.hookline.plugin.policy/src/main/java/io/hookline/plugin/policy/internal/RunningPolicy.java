package io.hookline.plugin.policy.internal;

import io.hookline.plugin.policy.rule.PolicyCompiler;

/** The running policy, for the shell. */
public interface RunningPolicy {

    /** What applies now. */
    PolicyState state();

    /** What compiles policies. */
    PolicyCompiler compiler();
}
