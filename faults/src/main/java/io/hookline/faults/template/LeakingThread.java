package io.hookline.faults.template;

import io.hookline.api.hook.HookProperties;
import io.hookline.gateway.hook.PostProcessHook;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Marks responses, and starts a thread that never ends. */
public final class LeakingThread implements BundleActivator {

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

        Thread thread = new Thread(
                () -> {
                    while (!released) {
                        try {
                            TimeUnit.DAYS.sleep(1);
                        } catch (InterruptedException e) {
                            // Ignored on purpose.
                        }
                    }
                },
                "campaign-leak");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) {}
}
