/** The gateway's hook points: their contracts, and the exchange and response that their hooks see. */
@Export
@Version("1.2.0")
@NullMarked
@ProvideHookPoint(PreRequestHook.POINT)
@ProvideHookPoint(PreUpstreamHook.POINT)
@ProvideHookPoint(PostProcessHook.POINT)
@ProvideHookPoint(ErrorHook.POINT)
@ProvideHookPoint(CompletedHook.POINT)
package io.hookline.gateway.hook;

import io.hookline.api.ProvideHookPoint;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
