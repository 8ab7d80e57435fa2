/** The hook points of a torture run: the contract that its generated plugins implement. */
@Export
@Version("1.0.0")
@NullMarked
@ProvideHookPoint(TortureHook.FIRST)
@ProvideHookPoint(TortureHook.SECOND)
package io.hookline.torture.hook;

import io.hookline.api.ProvideHookPoint;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
