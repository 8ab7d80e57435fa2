@NullMarked
package io.hookline.browsertests;

import org.jspecify.annotations.NullMarked;
