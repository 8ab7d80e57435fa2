package io.hookline.faults.template;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Calls {@code System.exit} when it is started. */
public final class ExitingStart implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        System.exit(77);
    }

    @Override
    public void stop(BundleContext context) {}
}
