/** Replaces the methods that end the JVM or change other bundles in the code of plugins. Not to be called directly. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.core.guard;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
