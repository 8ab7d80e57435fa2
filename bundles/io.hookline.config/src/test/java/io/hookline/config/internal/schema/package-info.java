@NullMarked
package io.hookline.config.internal.schema;

import org.jspecify.annotations.NullMarked;
