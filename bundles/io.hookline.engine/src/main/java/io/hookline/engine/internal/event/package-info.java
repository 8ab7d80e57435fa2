/** Tells listeners what happens, in order, without delaying calls and changes. */
@NullMarked
package io.hookline.engine.internal.event;

import org.jspecify.annotations.NullMarked;
