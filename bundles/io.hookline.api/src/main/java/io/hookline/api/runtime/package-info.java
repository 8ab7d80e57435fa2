/** What tools read: the live set of points, chains, plugins and refusals as immutable snapshots. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.api.runtime;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
