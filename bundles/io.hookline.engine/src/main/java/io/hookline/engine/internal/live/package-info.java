/** The one writer of the live set: points and hooks come, change and go. */
@NullMarked
package io.hookline.engine.internal.live;

import org.jspecify.annotations.NullMarked;
