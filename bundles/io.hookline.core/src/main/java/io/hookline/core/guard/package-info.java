/** What the code of plugins is made to call instead of what would end the JVM. Not to be called by hand. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.core.guard;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
