/** How releases come and go together: what the part of the product that deploys them asks of the live set. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.engine.release;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
