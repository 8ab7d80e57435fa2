/** The SQL dialect of MySQL and MariaDB. */
@NullMarked
package io.hookline.plugin.mysql.internal;

import org.jspecify.annotations.NullMarked;
