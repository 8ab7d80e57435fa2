/** Limits of requests' bodies. */
@NullMarked
package io.hookline.plugin.bodysize.internal;

import org.jspecify.annotations.NullMarked;
