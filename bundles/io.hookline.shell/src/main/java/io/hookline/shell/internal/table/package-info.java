/** The commands of all bundles: their table, how their words are parsed and completed, and how one is run. */
@NullMarked
package io.hookline.shell.internal.table;

import org.jspecify.annotations.NullMarked;
