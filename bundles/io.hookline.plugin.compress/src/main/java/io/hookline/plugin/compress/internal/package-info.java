/** Compression of responses. */
@NullMarked
package io.hookline.plugin.compress.internal;

import org.jspecify.annotations.NullMarked;
