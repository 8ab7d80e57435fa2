package io.hookline.faults.template;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Throws when it is started. */
public final class ThrowingStart implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("thrown on purpose");
    }

    @Override
    public void stop(BundleContext context) {}
}
