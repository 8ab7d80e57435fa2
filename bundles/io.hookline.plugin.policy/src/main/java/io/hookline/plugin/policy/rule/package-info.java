/** Policies: their roles and rules, how they decide, and their own tests. */
@NullMarked
package io.hookline.plugin.policy.rule;

import org.jspecify.annotations.NullMarked;
