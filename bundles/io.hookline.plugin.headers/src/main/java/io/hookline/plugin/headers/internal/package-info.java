/** Rewriting of header fields. */
@NullMarked
package io.hookline.plugin.headers.internal;

import org.jspecify.annotations.NullMarked;
