/** Contracts as the engine reads them, for code that builds on the engine, such as runners and bindings. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.engine.contract;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
