/** How values look as text. */
@NullMarked
package io.hookline.shell.internal.text;

import org.jspecify.annotations.NullMarked;
