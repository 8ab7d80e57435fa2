/** Text for terminals and logs: escapes, tables, folded lines and suggestions for mistyped names. */
@NullMarked
package io.hookline.common.text;

import org.jspecify.annotations.NullMarked;
