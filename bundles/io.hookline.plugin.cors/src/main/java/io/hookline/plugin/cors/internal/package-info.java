/** Cross-origin resource sharing. */
@NullMarked
package io.hookline.plugin.cors.internal;

import org.jspecify.annotations.NullMarked;
