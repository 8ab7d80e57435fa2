package io.hookline.faults.template;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Stops the gateway itself when it is started. */
public final class StoppingGateway implements BundleActivator {

    @Override
    public void start(BundleContext context) throws BundleException {
        for (Bundle bundle : context.getBundles()) {
            if (String.valueOf(bundle.getSymbolicName()).equals("io.hookline.gateway")) {
                bundle.stop();
            }
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
