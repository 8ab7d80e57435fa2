package io.hookline.deploy.internal.reach;

import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uninstalls what others than deploy install in the product's own process, before it can start: its signature and its
 * content were not checked. Bundles that the operator allows by name stay.
 */
final class ForeignBundles implements SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignBundles.class);

    private final Bundle deploy;
    private final FrameworkBundles bundles;
    private final FrameworkAccess access;

    ForeignBundles(Bundle deploy, FrameworkBundles bundles, FrameworkAccess access) {
        this.deploy = deploy;
        this.bundles = bundles;
        this.access = access;
    }

    /** Uninstalls what is there already. */
    void sweep(BundleContext context) {
        for (Bundle bundle : context.getBundles()) {
            if (!bundles.isPlugin(bundle)) {
                check(bundle, "an earlier step");
            }
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED && !event.getOrigin().equals(deploy)) {
            check(event.getBundle(), String.valueOf(event.getOrigin().getSymbolicName()));
        }
    }

    private void check(Bundle bundle, String installer) {
        if (!bundles.isOwnProcess() || bundles.isProduct(bundle)) {
            return;
        }
        String name = Objects.requireNonNullElse(bundle.getSymbolicName(), "");
        if (access.isForeignAllowed(name)) {
            LOG.warn("{} {} was installed by {}, which foreignBundles allows", name, bundle.getVersion(), installer);
            return;
        }
        try {
            bundle.uninstall();
            LOG.error(
                    "{} {} was installed from {} by {} and is uninstalled again: it was not verified. Use hook:deploy or"
                            + " the drop folder, or allow it by name: foreignBundles = {} in io.hookline.deploy.cfg",
                    name,
                    bundle.getVersion(),
                    bundle.getLocation(),
                    installer,
                    name);
        } catch (BundleException | IllegalStateException e) {
            LOG.error("{} {} was installed by {} and cannot be uninstalled", name, bundle.getVersion(), installer, e);
        }
    }
}
