/** What a plugin may publish beside its hooks, to be deployed well: its start and stop, its health, its state for the next release. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.api.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
