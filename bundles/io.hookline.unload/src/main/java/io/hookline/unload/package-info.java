/**
 * Proof that a removed release is gone: its class loader was collected, or a report names what still holds it.
 *
 * <p>Ask the service {@link io.hookline.unload.UnloadWatches} for a watch of your own, tell it of each class loader
 * before and after you remove its release, and read the reports.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.unload;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
