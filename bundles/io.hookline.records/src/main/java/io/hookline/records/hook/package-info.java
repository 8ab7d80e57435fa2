/** The hook point of the record service's data layer. */
@Export
@Version("1.0.0")
@NullMarked
@ProvideHookPoint(PreSaveHook.POINT)
package io.hookline.records.hook;

import io.hookline.api.ProvideHookPoint;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
