/** Conditions in CEL, the Common Expression Language: compiled with limits, evaluated within a deadline. */
@NullMarked
package io.hookline.plugin.policy.condition;

import org.jspecify.annotations.NullMarked;
