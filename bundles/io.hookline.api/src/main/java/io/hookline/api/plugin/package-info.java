/**
 * What a plugin may provide besides its hooks: start and stop, health checks, state for the next release, and options.
 */
@Export
@Version("1.3.0")
@NullMarked
package io.hookline.api.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
