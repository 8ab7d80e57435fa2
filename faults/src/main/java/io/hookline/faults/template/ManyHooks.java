package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PostProcessHook;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers several hundred hooks at one point. */
public final class ManyHooks implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        for (int i = 0; i < 500; i++) {
            PostProcessHook hook = exchange -> {};
            context.registerService(
                    PostProcessHook.class,
                    hook,
                    FrameworkUtil.asDictionary(
                            Map.of(HookProperties.AT, PostProcessHook.POINT, HookProperties.NAME, name + "." + i)));
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
