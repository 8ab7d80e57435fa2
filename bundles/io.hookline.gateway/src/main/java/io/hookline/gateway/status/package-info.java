/** Where the gateway sends requests, and how many, for commands, consoles and metrics. */
@Export
@Version("1.1.0")
@NullMarked
package io.hookline.gateway.status;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
