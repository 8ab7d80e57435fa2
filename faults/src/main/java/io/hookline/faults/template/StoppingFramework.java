package io.hookline.faults.template;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Stops the framework when it is started. */
public final class StoppingFramework implements BundleActivator {

    @Override
    public void start(BundleContext context) throws BundleException {
        context.getBundle(0).stop();
    }

    @Override
    public void stop(BundleContext context) {}
}
