/**
 * What tools read, and call: the live set of points, chains, plugins and refusals as immutable snapshots. They are interfaces that the
 * core implements, so that a minor version can add to them.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.hookline.api.runtime;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
