/** What an output plugin implements. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.audit.output;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
