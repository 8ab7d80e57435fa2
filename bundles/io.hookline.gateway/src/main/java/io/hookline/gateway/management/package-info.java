/** What answers requests of the management port: health, and whatever else operators and their tools need. */
@Export
@Version("1.1.0")
@NullMarked
package io.hookline.gateway.management;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
