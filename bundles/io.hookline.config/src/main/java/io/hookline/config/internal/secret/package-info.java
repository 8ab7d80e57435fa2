/** Keeps secrets in files of their own, and gives them to the bundles whose configurations refer to them. */
@NullMarked
package io.hookline.config.internal.secret;

import org.jspecify.annotations.NullMarked;
