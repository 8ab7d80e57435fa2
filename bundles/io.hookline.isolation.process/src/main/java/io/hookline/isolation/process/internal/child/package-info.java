/** The child's side: a JVM with a framework of its own, which runs the hooks of one plugin or of a group. */
@NullMarked
package io.hookline.isolation.process.internal.child;

import org.jspecify.annotations.NullMarked;
