package io.hookline.deploy.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.resolver.Resolver;

/** A framework in which each dry run is followed by the real thing: the two must agree. */
final class ResolveFixture implements AutoCloseable {

    private final Path folder;
    private final Framework framework;

    ResolveFixture(Path folder) throws BundleException {
        this.folder = folder;
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString(), "felix.log.level", "0"));
        framework.start();
    }

    /** Installs bundles and resolves them, one after the other. */
    List<Bundle> running(BundleJar... jars) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (BundleJar jar : jars) {
            bundles.add(installed(jar));
            assertThat(wiring().resolveBundles(bundles)).isTrue();
        }
        return bundles;
    }

    Bundle installed(BundleJar jar) throws BundleException {
        return context().installBundle(jar.in(folder).toUri().toString());
    }

    ResolveVerdict verdict(BundleJar... arriving) throws IOException {
        return verdict(Set.of(), arriving);
    }

    /** The dry run's verdict, after the real thing has confirmed it. */
    ResolveVerdict verdict(Set<Bundle> leaving, BundleJar... arriving) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (BundleJar jar : arriving) {
            jars.add(jar.in(folder));
        }
        int before = context().getBundles().length;
        ResolveVerdict verdict = new ResolveCheck(
                        context(), context().getService(context().getServiceReference(Resolver.class)))
                .check(jars, leaving);
        assertThat(context().getBundles()).as("the dry run installs nothing").hasSize(before);
        assertThat(verdict.ok())
                .as("the dry run says: %s %s", verdict.headline(), verdict.details())
                .isEqualTo(reallyResolves(leaving, jars));
        return verdict;
    }

    /** The dry run's verdict alone: it refuses what the framework would resolve. */
    ResolveVerdict verdictAlone(Set<Bundle> leaving, BundleJar... arriving) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (BundleJar jar : arriving) {
            jars.add(jar.in(folder));
        }
        return new ResolveCheck(context(), context().getService(context().getServiceReference(Resolver.class)))
                .check(jars, leaving);
    }

    StartCheck startCheck(Predicate<Bundle> stays) {
        ResolveCheck resolve =
                new ResolveCheck(context(), context().getService(context().getServiceReference(Resolver.class)));
        return new StartCheck(context(), resolve, stays);
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
    }

    private boolean reallyResolves(Set<Bundle> leaving, List<Path> jars) {
        List<Bundle> arrived = new ArrayList<>();
        try {
            for (Path jar : jars) {
                arrived.add(context().installBundle(jar.toUri().toString()));
            }
        } catch (BundleException e) {
            return false;
        }
        context().registerService(ResolverHookFactory.class, triggers -> new NoWireToLeaving(leaving), null);
        return wiring().resolveBundles(arrived);
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    private FrameworkWiring wiring() {
        return framework.adapt(FrameworkWiring.class);
    }

    /** As the product does it: a bundle that is not wired yet is not wired to what leaves. */
    private record NoWireToLeaving(Set<Bundle> leaving) implements ResolverHook {

        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {}

        @Override
        public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {}

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
            candidates.removeIf(
                    candidate -> leaving.contains(candidate.getRevision().getBundle()));
        }

        @Override
        public void end() {}
    }
}
