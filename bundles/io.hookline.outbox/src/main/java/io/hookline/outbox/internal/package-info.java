/** Takes events from databases and delivers them. */
@NullMarked
package io.hookline.outbox.internal;

import org.jspecify.annotations.NullMarked;
