/** Events, and the contract of the hooks that get them. */
@Export
@Version("1.0.0")
@NullMarked
@ProvideHookPoint(EventHook.ANY)
package io.hookline.event;

import io.hookline.api.ProvideHookPoint;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
