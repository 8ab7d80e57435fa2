/** Writes audit records to a file. */
@NullMarked
package io.hookline.plugin.auditfile.internal;

import org.jspecify.annotations.NullMarked;
