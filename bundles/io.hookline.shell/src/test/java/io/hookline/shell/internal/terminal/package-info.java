@NullMarked
package io.hookline.shell.internal.terminal;

import org.jspecify.annotations.NullMarked;
