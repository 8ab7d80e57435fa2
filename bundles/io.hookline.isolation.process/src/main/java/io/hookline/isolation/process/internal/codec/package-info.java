/** Codecs for contracts that bring none. Used on both sides. */
@NullMarked
package io.hookline.isolation.process.internal.codec;

import org.jspecify.annotations.NullMarked;
