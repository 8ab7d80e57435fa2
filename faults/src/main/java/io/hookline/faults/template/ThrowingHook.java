package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PostProcessHook;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers a hook that always throws. */
public final class ThrowingHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        PostProcessHook hook = exchange -> {
            throw new IllegalStateException("thrown on purpose");
        };
        context.registerService(
                PostProcessHook.class,
                hook,
                FrameworkUtil.asDictionary(
                        Map.of(HookProperties.AT, PostProcessHook.POINT, HookProperties.NAME, name)));
    }

    @Override
    public void stop(BundleContext context) {}
}
