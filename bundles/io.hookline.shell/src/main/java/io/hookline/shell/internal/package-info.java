/** Text for a terminal. */
@NullMarked
package io.hookline.shell.internal;

import org.jspecify.annotations.NullMarked;
