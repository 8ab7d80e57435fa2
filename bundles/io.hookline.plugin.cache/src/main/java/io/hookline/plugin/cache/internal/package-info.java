/** The response cache. */
@NullMarked
package io.hookline.plugin.cache.internal;

import org.jspecify.annotations.NullMarked;
