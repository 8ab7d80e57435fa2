/** The command for configurations. */
@NullMarked
package io.hookline.shell.internal.config;

import org.jspecify.annotations.NullMarked;
