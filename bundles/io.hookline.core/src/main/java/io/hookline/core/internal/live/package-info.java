/** The one writer of the live set: points and hooks come, change and go. */
@NullMarked
package io.hookline.core.internal.live;

import org.jspecify.annotations.NullMarked;
