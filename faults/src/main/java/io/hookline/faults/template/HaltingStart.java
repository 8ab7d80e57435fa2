package io.hookline.faults.template;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Calls {@code Runtime.halt} when it is started. */
public final class HaltingStart implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Runtime.getRuntime().halt(77);
    }

    @Override
    public void stop(BundleContext context) {}
}
