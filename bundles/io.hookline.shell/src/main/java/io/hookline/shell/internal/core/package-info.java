/** The commands that show the runtime. */
@NullMarked
package io.hookline.shell.internal.core;

import org.jspecify.annotations.NullMarked;
