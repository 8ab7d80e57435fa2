@NullMarked
package io.hookline.shell.internal.text;

import org.jspecify.annotations.NullMarked;
