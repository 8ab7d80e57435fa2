/** The command {@code hook:policy}; only used where there is a shell. */
@NullMarked
package io.hookline.plugin.policy.shell;

import org.jspecify.annotations.NullMarked;
