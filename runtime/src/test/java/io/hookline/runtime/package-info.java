@NullMarked
package io.hookline.runtime;

import org.jspecify.annotations.NullMarked;
