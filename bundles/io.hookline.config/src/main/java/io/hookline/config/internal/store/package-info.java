/** What is in force and what was before it, on the disk; and the gate that every configuration passes. */
@NullMarked
package io.hookline.config.internal.store;

import org.jspecify.annotations.NullMarked;
