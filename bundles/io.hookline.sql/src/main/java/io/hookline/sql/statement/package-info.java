/** Statements as objects: tables, columns, conditions and results. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.sql.statement;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
