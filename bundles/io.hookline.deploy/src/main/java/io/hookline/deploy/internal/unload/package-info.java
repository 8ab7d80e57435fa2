/** Proves that removed releases are unloaded, or names what still holds their class loaders. */
@NullMarked
package io.hookline.deploy.internal.unload;

import org.jspecify.annotations.NullMarked;
