/** The service for tools: shows and changes configurations, and says why one was refused. */
@Export
@Version("1.3.0")
@NullMarked
package io.hookline.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
