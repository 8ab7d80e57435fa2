/** How hooks are guarded: the rules that operators set, and the settings that follow from them for one hook. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.engine.guard;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
