package io.hookline.deploy.internal.bundle;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.artifact.Health;
import io.hookline.deploy.artifact.StagedRelease;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A release that is an installed OSGi bundle. Safe for use by many threads. */
final class BundleRelease implements StagedRelease {

    private final Bundle bundle;
    private final Readiness readiness;
    private final Supplier<String> problem;
    private final Supplier<List<String>> abandoned;
    private final ReleaseId id;
    private final long installedAt;

    /**
     * The release of a bundle that was just installed.
     *
     * @param problem why it is not active; empty if it is
     * @param abandoned the threads of it that were given up
     */
    BundleRelease(Bundle bundle, Readiness readiness, Supplier<String> problem, Supplier<List<String>> abandoned) {
        this.bundle = bundle;
        this.readiness = readiness;
        this.problem = problem;
        this.abandoned = abandoned;
        this.id = idOf(bundle);
        this.installedAt = bundle.getLastModified();
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
        return problem.get();
    }

    @Override
    public @Nullable ReleaseId replacement() {
        return isGone() || bundle.getLastModified() == installedAt ? null : idOf(bundle);
    }

    @Override
    public int abandonedThreads() {
        return abandoned.get().size();
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
