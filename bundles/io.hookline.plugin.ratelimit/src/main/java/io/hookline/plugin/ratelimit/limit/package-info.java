/** The limits of the clients, the same in all 1.x releases. */
@NullMarked
package io.hookline.plugin.ratelimit.limit;

import org.jspecify.annotations.NullMarked;
