@NullMarked
package io.hookline.shell.internal.table;

import org.jspecify.annotations.NullMarked;
