package io.hookline.deploy.internal.bundle;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.artifact.Health;
import io.hookline.deploy.artifact.StagedRelease;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A release that is an installed OSGi bundle. Safe for use by many threads. */
final class BundleRelease implements StagedRelease {

    private final Bundle bundle;
    private final Readiness readiness;
    private final ReleaseId id;

    BundleRelease(Bundle bundle, Readiness readiness) {
        this.bundle = bundle;
        this.readiness = readiness;
        this.id = idOf(bundle);
    }

    /** The id under which the hooks of a bundle are registered. */
    static ReleaseId idOf(Bundle bundle) {
        return new ReleaseId(
                String.valueOf(bundle.getSymbolicName()), bundle.getVersion().toString(), bundle.getBundleId());
    }

    Bundle bundle() {
        return bundle;
    }

    @Override
    public ReleaseId id() {
        return id;
    }

    @Override
    public boolean isActive() {
        return bundle.getState() == Bundle.ACTIVE;
    }

    @Override
    public boolean isGone() {
        return bundle.getState() == Bundle.UNINSTALLED;
    }

    @Override
    public String problem() {
        if (bundle.getState() == Bundle.INSTALLED) {
            return "its bundle does not resolve any more: hook:refused says what it lacks; once that is available,"
                    + " felix:start " + bundle.getBundleId();
        }
        return isActive()
                ? ""
                : "its bundle is not active, stopped by hand perhaps: felix:start " + bundle.getBundleId();
    }

    @Override
    public Health health() throws InterruptedException {
        return readiness.hasHealthCheck(bundle) ? new Health(true, readiness.unhealthy(bundle)) : Health.UNCHECKED;
    }

    @Override
    public @Nullable ClassLoader classLoader() {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null ? null : wiring.getClassLoader();
    }

    @Override
    public boolean containsClass(String className) {
        return !isGone() && bundle.getEntry(className.replace('.', '/') + ".class") != null;
    }

    @Override
    public String toString() {
        return "BundleRelease[" + id.label() + ", bundle " + bundle.getBundleId() + "]";
    }
}
