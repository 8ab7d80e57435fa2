/** How servers in the runtime publish the address that they listen on. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.gateway.endpoint;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
