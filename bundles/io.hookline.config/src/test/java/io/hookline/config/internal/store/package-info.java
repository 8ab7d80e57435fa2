@NullMarked
package io.hookline.config.internal.store;

import org.jspecify.annotations.NullMarked;
