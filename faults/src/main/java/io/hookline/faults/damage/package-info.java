/** Kinds of damage to files, and the files that they are done to. */
@NullMarked
package io.hookline.faults.damage;

import org.jspecify.annotations.NullMarked;
