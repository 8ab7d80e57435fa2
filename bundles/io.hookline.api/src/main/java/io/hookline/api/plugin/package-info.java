/** What a plugin may have beside its hooks, to be run well: its start and stop, its health, its state for the next release, its options. */
@Export
@Version("1.1.0")
@NullMarked
package io.hookline.api.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
