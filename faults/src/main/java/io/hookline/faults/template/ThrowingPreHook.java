package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PreRequestHook;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers a hook that fails each request before it goes upstream. */
public final class ThrowingPreHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        PreRequestHook hook = exchange -> {
            throw new IllegalStateException("thrown on purpose");
        };
        context.registerService(
                PreRequestHook.class,
                hook,
                FrameworkUtil.asDictionary(Map.of(
                        HookProperties.AT,
                        PreRequestHook.POINT,
                        HookProperties.NAME,
                        context.getBundle().getSymbolicName())));
    }

    @Override
    public void stop(BundleContext context) {}
}
