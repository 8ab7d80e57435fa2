/**
 * What tools call to change which releases run: plans, deployments, canaries, rollbacks, and the state of all releases.
 */
@Export
@Version("2.0.0")
@NullMarked
package io.hookline.deploy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
