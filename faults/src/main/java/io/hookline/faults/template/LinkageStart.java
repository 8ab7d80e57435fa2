package io.hookline.faults.template;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Fails to link when it is started. */
public final class LinkageStart implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        throw new NoClassDefFoundError("thrown on purpose");
    }

    @Override
    public void stop(BundleContext context) {}
}
