/** Plain classes of bundles become hooks because a configuration says so. */
@NullMarked
package io.hookline.core.internal.bind;

import org.jspecify.annotations.NullMarked;
