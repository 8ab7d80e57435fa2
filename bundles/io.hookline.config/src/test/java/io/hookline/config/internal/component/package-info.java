@NullMarked
package io.hookline.config.internal.component;

import org.jspecify.annotations.NullMarked;
