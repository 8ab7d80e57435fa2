/** Where sources put audit records. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
