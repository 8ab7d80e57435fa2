/** The command that calls a hook point. */
@NullMarked
package io.hookline.shell.internal.load;

import org.jspecify.annotations.NullMarked;
