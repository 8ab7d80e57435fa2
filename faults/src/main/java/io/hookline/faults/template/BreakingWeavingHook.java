package io.hookline.faults.template;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.weaving.WeavingHook;

/** Breaks each class that is loaded, in every bundle. */
public final class BreakingWeavingHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        WeavingHook hook = woven -> woven.setBytes(new byte[] {1, 2, 3});
        context.registerService(WeavingHook.class, hook, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
