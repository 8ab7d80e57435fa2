package io.hookline.faults.template;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.service.EventListenerHook;

/** Hides all service events from all bundles. */
public final class BlindingListenerHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        EventListenerHook hook = (event, listeners) -> listeners.clear();
        context.registerService(EventListenerHook.class, hook, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
