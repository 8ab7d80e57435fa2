package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PostProcessHook;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Marks responses, never returns from its stop, and ignores interrupts. */
public final class HangingStop implements BundleActivator {

    private volatile boolean released;

    @Override
    public void start(BundleContext context) {
        String version = context.getBundle().getVersion().toString();
        String name = context.getBundle().getSymbolicName();
        PostProcessHook hook = exchange -> exchange.responseHeaders().set(name, version);

        context.registerService(
                PostProcessHook.class,
                hook,
                FrameworkUtil.asDictionary(
                        Map.of(HookProperties.AT, PostProcessHook.POINT, HookProperties.NAME, name)));
    }

    @Override
    public void stop(BundleContext context) {
        while (!released) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Ignored on purpose.
            }
        }
    }
}
