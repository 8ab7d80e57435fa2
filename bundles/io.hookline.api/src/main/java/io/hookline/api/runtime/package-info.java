/**
 * What tools read, and call: points, chains, plugins, guards and refusals. The services return immutable records, each
 * a snapshot of one moment. A minor version may add enum constants; a new component of a record is a major change.
 */
@Export
@Version("2.0.0")
@NullMarked
package io.hookline.api.runtime;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
