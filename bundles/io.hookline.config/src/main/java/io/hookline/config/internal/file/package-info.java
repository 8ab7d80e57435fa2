/** The files in conf/, as they are read, written and refused. */
@NullMarked
package io.hookline.config.internal.file;

import org.jspecify.annotations.NullMarked;
