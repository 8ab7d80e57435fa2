package io.hookline.faults.template;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.service.FindHook;

/** Hides all services from all bundles. */
public final class BlindingFindHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        FindHook hook = (finder, name, filter, all, found) -> found.clear();
        context.registerService(FindHook.class, hook, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
