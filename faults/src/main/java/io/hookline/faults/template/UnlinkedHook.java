package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PostProcessHook;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers a hook that uses a class that is not in its jar. */
public final class UnlinkedHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        PostProcessHook hook = exchange -> {
            exchange.responseHeaders().set("absent", AbsentClass.text());
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
