package io.hookline.faults.template;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Uninstalls the plugin that checks API keys when it is started. */
public final class UninstallingNeighbours implements BundleActivator {

    @Override
    public void start(BundleContext context) throws BundleException {
        for (Bundle bundle : context.getBundles()) {
            if (String.valueOf(bundle.getSymbolicName()).equals("io.hookline.plugin.apikey")) {
                bundle.uninstall();
            }
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
