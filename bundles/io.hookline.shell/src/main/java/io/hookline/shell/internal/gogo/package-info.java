/** The commands of all bundles as functions of Gogo. */
@NullMarked
package io.hookline.shell.internal.gogo;

import org.jspecify.annotations.NullMarked;
