@NullMarked
package io.hookline.shell.internal.core;

import org.jspecify.annotations.NullMarked;
