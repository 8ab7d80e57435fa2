/** What a plugin implements to support a database. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.sql.dialect;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
