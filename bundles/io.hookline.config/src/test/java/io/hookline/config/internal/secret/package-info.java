@NullMarked
package io.hookline.config.internal.secret;

import org.jspecify.annotations.NullMarked;
