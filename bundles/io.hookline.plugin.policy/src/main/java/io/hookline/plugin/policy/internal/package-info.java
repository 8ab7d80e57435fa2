/** The hook, and the policy that it applies: loaded, reloaded, and kept. */
@NullMarked
package io.hookline.plugin.policy.internal;

import org.jspecify.annotations.NullMarked;
