package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PostProcessHook;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Registers a hook that never returns and ignores interrupts. */
public final class StuckHook implements BundleActivator {

    private volatile boolean released;

    @Override
    public void start(BundleContext context) {
        String name = context.getBundle().getSymbolicName();
        PostProcessHook hook = exchange -> {
            while (!released) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    // Ignored on purpose.
                }
            }
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
