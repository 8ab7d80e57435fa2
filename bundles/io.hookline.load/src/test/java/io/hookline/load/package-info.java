@NullMarked
package io.hookline.load;

import org.jspecify.annotations.NullMarked;
