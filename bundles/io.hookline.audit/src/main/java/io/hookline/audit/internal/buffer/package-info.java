/** Records in memory, on their way to the spool. */
@NullMarked
package io.hookline.audit.internal.buffer;

import org.jspecify.annotations.NullMarked;
