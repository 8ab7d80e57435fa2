/** What a configuration may be: the definitions that bundles carry, and the check of values against them. */
@NullMarked
package io.hookline.config.internal.schema;

import org.jspecify.annotations.NullMarked;
