/** Writes audit records to a table of a database. */
@NullMarked
package io.hookline.plugin.auditjdbc.internal;

import org.jspecify.annotations.NullMarked;
