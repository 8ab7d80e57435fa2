/** Hostile and ordinary plugins, each written as a jar by a class of its own. */
@NullMarked
package io.hookline.faults.plugin;

import org.jspecify.annotations.NullMarked;
