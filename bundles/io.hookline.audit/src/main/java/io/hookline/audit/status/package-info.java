/** What the pipeline of audit records does, for commands and consoles. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.audit.status;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
