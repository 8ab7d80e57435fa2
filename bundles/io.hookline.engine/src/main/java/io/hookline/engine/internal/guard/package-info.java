/** Guards of hooks: what runs them, their breakers, the watchdog, and what plugins use. */
@NullMarked
package io.hookline.engine.internal.guard;

import org.jspecify.annotations.NullMarked;
