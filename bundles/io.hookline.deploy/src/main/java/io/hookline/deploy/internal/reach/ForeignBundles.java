package io.hookline.deploy.internal.reach;

import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

    /** Those that are there now, by name. */
    List<ReleaseStatus> rows(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundles.isOwnProcess() && !bundles.isProduct(bundle) && !bundles.isPlugin(bundle))
                .map(this::row)
                .sorted(Comparator.comparing(ReleaseStatus::name))
                .toList();
    }

    private ReleaseStatus row(Bundle bundle) {
        String name = Objects.requireNonNullElse(bundle.getSymbolicName(), "");
        boolean runs = bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
        String allowed = access.isForeignAllowed(name)
                ? "foreignBundles of io.hookline.deploy.cfg allows it"
                : "foreignBundles does not allow it any more: felix:uninstall " + bundle.getBundleId();
        return new ReleaseStatus(
                name,
                String.valueOf(bundle.getVersion()),
                ReleaseState.FOREIGN,
                Instant.ofEpochMilli(bundle.getLastModified()),
                null,
                0,
                0,
                0,
                0,
                (runs ? "runs" : "does not run") + ", was not verified, and is in no set: installed by hand as bundle "
                        + bundle.getBundleId() + " from " + bundle.getLocation() + "; " + allowed);
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
