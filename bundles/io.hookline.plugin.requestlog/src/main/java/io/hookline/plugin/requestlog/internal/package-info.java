/** The request log. */
@NullMarked
package io.hookline.plugin.requestlog.internal;

import org.jspecify.annotations.NullMarked;
