@NullMarked
package io.hookline.shell.internal.gogo;

import org.jspecify.annotations.NullMarked;
