/** The runtime's side: starts children, watches them, and calls hooks in them. */
@NullMarked
package io.hookline.isolation.process.internal.parent;

import org.jspecify.annotations.NullMarked;
