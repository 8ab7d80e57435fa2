/** Logs statements that take long. */
@NullMarked
package io.hookline.plugin.slowlog.internal;

import org.jspecify.annotations.NullMarked;
