package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PostProcessHook;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers a hook that runs out of memory. */
public final class ExhaustingHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        PostProcessHook hook = exchange -> {
            exchange.responseHeaders().set("never", String.valueOf(new long[Integer.MAX_VALUE].length));
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
