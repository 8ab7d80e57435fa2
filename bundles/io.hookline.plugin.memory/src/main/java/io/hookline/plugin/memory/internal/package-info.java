/** A command of a plugin. */
@NullMarked
package io.hookline.plugin.memory.internal;

import org.jspecify.annotations.NullMarked;
