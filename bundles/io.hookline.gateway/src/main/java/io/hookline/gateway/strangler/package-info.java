/** Moves routes from an old upstream to a new one, for commands and consoles. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.gateway.strangler;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
