/** What a tracing plugin implements to see the calls of some scopes, such as those of the requests that it traces. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.api.trace;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
