/** Keeps what happened lately, and reads the log. */
@NullMarked
package io.hookline.shell.internal.feed;

import org.jspecify.annotations.NullMarked;
