package io.hookline.config.internal.component;

import io.hookline.common.file.OwnerOnly;
import io.hookline.config.Configurations;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.file.Origin;
import io.hookline.config.internal.schema.Schemas;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.cm.PersistenceManager;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Creates the parts in the order in which they are needed: the rules of all bundles, the store that Config Admin waits
 * for (framework property {@code felix.cm.pm = hookline}), then the files and the service for tools. Declarative
 * Services itself waits for configurations, so it cannot start this bundle.
 */
public final class Activator implements BundleActivator {

    private static final String NAME = "hookline";

    /** Felix's plugin that resolves placeholders when a configuration is delivered. */
    private final BundleActivator interpolation = new org.apache.felix.configadmin.plugin.interpolation.Activator();

    private @Nullable Parts parts;

    @Override
    public void start(BundleContext context) throws Exception {
        if (!NAME.equals(context.getProperty("felix.cm.pm"))) {
            throw new BundleException("the framework property felix.cm.pm is '" + context.getProperty("felix.cm.pm")
                    + "': set it to " + NAME + "; otherwise configurations are not checked");
        }
        interpolation.start(context);
        parts = new Parts(context);
        parts.open();
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        interpolation.stop(context);
        if (parts != null) {
            parts.close();
        }
    }

    /** The parts that live from start to stop. */
    private static final class Parts
            implements ServiceTrackerCustomizer<ConfigurationAdmin, List<ServiceRegistration<?>>> {

        private final BundleContext context;
        private final Path conf;
        private final Schemas schemas;
        private final Refusals refusals;
        private final RevisionStore revisions;
        private final Interpolation interpolation;
        private final RestartingComponents restarts;
        private final GuardedStore store;
        private final ServiceTracker<ConfigurationAdmin, List<ServiceRegistration<?>>> configurations;

        Parts(BundleContext context) throws IOException {
            this.context = context;
            String named = context.getProperty("hookline.data");
            Path data = Path.of(named == null ? "hookline-data" : named).toAbsolutePath();
            String watched = context.getProperty("felix.fileinstall.dir");
            this.conf = OwnerOnly.createDirectories(watched == null ? data.resolve("conf") : Path.of(watched));
            this.schemas = new Schemas(context);
            this.refusals = new Refusals(Clock.systemUTC());
            this.revisions = new RevisionStore(data.resolve("config"), Clock.systemUTC());
            this.interpolation = new Interpolation(context);
            this.restarts = new RestartingComponents(context);
            this.store = new GuardedStore(schemas::of, revisions, refusals, interpolation);
            this.configurations = new ServiceTracker<>(context, ConfigurationAdmin.class, this);
        }

        void open() {
            schemas.open();
            interpolation.open();
            restarts.open();
            revisions.restore(origin -> Origin.isIn(conf, origin));
            revisions.pids().forEach(store::note);
            configurations.open();
            context.registerService(PersistenceManager.class, store, FrameworkUtil.asDictionary(Map.of("name", NAME)));
        }

        void close() {
            configurations.close();
            restarts.close();
            interpolation.close();
            schemas.close();
        }

        @Override
        public List<ServiceRegistration<?>> addingService(ServiceReference<ConfigurationAdmin> reference) {
            ConfigurationAdmin admin = context.getService(reference);
            ConfFolder files = new ConfFolder(conf, admin, store, schemas::of, refusals, context::getProperty);
            RecheckOnInstall withdrawal = new RecheckOnInstall(admin, schemas, revisions, store, refusals, files);
            schemas.whenChanged(withdrawal::rulesChanged);
            ServiceRegistration<Configurations> desk = context.registerService(
                    Configurations.class,
                    new ConfigurationService(schemas, revisions, store, refusals, files, restarts),
                    problems());
            refusals.whenChanged(() -> desk.setProperties(problems()));
            return List.of(
                    desk,
                    context.registerService(
                            ArtifactInstaller.class,
                            files,
                            // Ranked above File Install's own installer, which would not check the file.
                            FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1_000))));
        }

        private Dictionary<String, Object> problems() {
            List<String> lines = new ArrayList<>();
            refusals.all().forEach((pid, refused) -> refused.problems()
                    .forEach(problem -> lines.add(pid + ": " + problem.message())));
            return FrameworkUtil.asDictionary(
                    lines.isEmpty() ? Map.of() : Map.of(Configurations.PROBLEMS, lines.toArray(String[]::new)));
        }

        @Override
        public void modifiedService(
                ServiceReference<ConfigurationAdmin> reference, List<ServiceRegistration<?>> registrations) {}

        @Override
        public void removedService(
                ServiceReference<ConfigurationAdmin> reference, List<ServiceRegistration<?>> registrations) {
            schemas.whenChanged((Set<String> pids) -> {});
            refusals.whenChanged(() -> {});
            registrations.forEach(ServiceRegistration::unregister);
            context.ungetService(reference);
        }
    }
}
