@NullMarked
package io.hookline.console.internal;

import org.jspecify.annotations.NullMarked;
