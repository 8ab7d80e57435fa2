/**
 * Makes calls to any target at a given rate, and reports throughput, latencies corrected for coordinated omission, and
 * errors.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.load;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
