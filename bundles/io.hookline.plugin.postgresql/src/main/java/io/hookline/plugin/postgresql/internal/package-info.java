/** The SQL dialect of PostgreSQL. */
@NullMarked
package io.hookline.plugin.postgresql.internal;

import org.jspecify.annotations.NullMarked;
