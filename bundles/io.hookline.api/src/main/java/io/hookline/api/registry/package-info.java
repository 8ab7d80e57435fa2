/** Where a host finds plugins by their tags, and calls the best of them. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.api.registry;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
