/** The gateway's commands in the shell. */
@NullMarked
package io.hookline.gateway.internal.shell;

import org.jspecify.annotations.NullMarked;
