/**
 * The engine: hook points, chains, generations, leases, the drain and the guards, in plain Java. An application that
 * has no OSGi framework creates an {@link io.hookline.engine.Engine}, opens points, registers hooks, and calls.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
