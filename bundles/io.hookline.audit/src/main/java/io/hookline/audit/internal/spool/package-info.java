/** The spool: records in segments of a log on disk. */
@NullMarked
package io.hookline.audit.internal.spool;

import org.jspecify.annotations.NullMarked;
