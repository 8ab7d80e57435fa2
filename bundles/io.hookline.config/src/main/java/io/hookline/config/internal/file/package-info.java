/** Reads and writes the files in conf/. */
@NullMarked
package io.hookline.config.internal.file;

import org.jspecify.annotations.NullMarked;
