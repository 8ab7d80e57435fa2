/** What host applications call: they open hook points, enter call scopes, and register hooks by hand. */
@Export
@Version("1.2.0")
@NullMarked
package io.hookline.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
