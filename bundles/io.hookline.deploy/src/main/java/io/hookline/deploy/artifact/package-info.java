/**
 * What brings a new kind of release to Hookline: publish an {@link io.hookline.deploy.artifact.ArtifactType} as an OSGi
 * service.
 *
 * <p>Deploy calls a type in this order:
 *
 * <pre>
 *  recognises ─▶ verify ─▶ describe ─▶ compare, resolve ─▶ stage ─▶ start ─▶ handOver ─▶ (hooks join the chains)
 *                                                                                            │
 *                                     uninstall ◀─ stop ◀─ (calls drained) ◀─ (hooks leave) ◀┘
 * </pre>
 */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.deploy.artifact;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
