/** What keeps a hook's faults its own: breakers, the watchdog, bulkheads and the account of what plugins use. */
@NullMarked
package io.hookline.engine.internal.guard;

import org.jspecify.annotations.NullMarked;
