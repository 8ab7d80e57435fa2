/** Proves that removed releases are unloaded, or names what still holds their class loaders. */
@NullMarked
package io.hookline.unload.internal;

import org.jspecify.annotations.NullMarked;
