package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PostProcessHook;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers a hook that overflows the stack. */
public final class RecursingHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        PostProcessHook hook = exchange -> {
            exchange.responseHeaders().set("depth", String.valueOf(depth(0)));
        };
        context.registerService(
                PostProcessHook.class,
                hook,
                FrameworkUtil.asDictionary(
                        Map.of(HookProperties.AT, PostProcessHook.POINT, HookProperties.NAME, name)));
    }

    @Override
    public void stop(BundleContext context) {}

    @SuppressWarnings("InfiniteRecursion") // on purpose
    private static int depth(int above) {
        return depth(above + 1) + 1;
    }
}
