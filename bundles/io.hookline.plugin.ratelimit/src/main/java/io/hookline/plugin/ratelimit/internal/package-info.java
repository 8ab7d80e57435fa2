/** The hook of this release. */
@NullMarked
package io.hookline.plugin.ratelimit.internal;

import org.jspecify.annotations.NullMarked;
