/** How releases join and leave together: the interface of the live set for deployment. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.engine.release;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
