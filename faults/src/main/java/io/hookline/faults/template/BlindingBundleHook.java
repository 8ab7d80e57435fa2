package io.hookline.faults.template;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.bundle.FindHook;

/** Hides all bundles from all bundles. */
public final class BlindingBundleHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        FindHook hook = (finder, bundles) -> bundles.clear();
        context.registerService(FindHook.class, hook, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
