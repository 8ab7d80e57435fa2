/** The parts as components. */
@NullMarked
package io.hookline.audit.internal.component;

import org.jspecify.annotations.NullMarked;
