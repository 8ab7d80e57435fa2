/** The command that shows the breakers. */
@NullMarked
package io.hookline.plugin.breaker.shell;

import org.jspecify.annotations.NullMarked;
