/** The shell on a terminal: its loop, completion, and log lines above the prompt. */
@NullMarked
package io.hookline.shell.internal.terminal;

import org.jspecify.annotations.NullMarked;
