/** The SQL dialect of H2. */
@NullMarked
package io.hookline.plugin.h2.internal;

import org.jspecify.annotations.NullMarked;
