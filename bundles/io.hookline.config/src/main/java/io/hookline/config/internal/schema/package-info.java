/** The definitions of configurations in bundles, and the check of values against them. */
@NullMarked
package io.hookline.config.internal.schema;

import org.jspecify.annotations.NullMarked;
