package io.hookline.config.internal.component;

import io.hookline.api.plugin.Secrets;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.common.file.OwnerOnly;
import io.hookline.config.Configurations;
import io.hookline.config.ReleaseConfigurations;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.schema.Schemas;
import io.hookline.config.internal.schema.Values;
import io.hookline.config.internal.secret.BundleSecrets;
import io.hookline.config.internal.secret.Delivery;
import io.hookline.config.internal.secret.Placeholders;
import io.hookline.config.internal.secret.Vault;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.PortablePaths;
import io.hookline.config.internal.store.ReferredSecrets;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import io.hookline.config.internal.store.StoredRevision;
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
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Creates the parts in the order in which they are needed: the rules of all bundles, the store that Config Admin waits
 * for (framework property {@code felix.cm.pm = hookline}), then the files and the service for tools. Declarative
 * Services itself waits for configurations, so it cannot start this bundle.
 */
public final class Activator implements BundleActivator {

    private static final String NAME = "hookline";

    /** Between 0 and 1000: a plugin that may change what is delivered. */
    private static final int DELIVERY_RANKING = 500;

    private @Nullable Parts parts;

    @Override
    public void start(BundleContext context) throws Exception {
        if (!NAME.equals(context.getProperty("felix.cm.pm"))) {
            throw new BundleException("the framework property felix.cm.pm is '" + context.getProperty("felix.cm.pm")
                    + "': set it to " + NAME + "; otherwise configurations are not checked");
        }
        parts = new Parts(context);
        parts.open();
    }

    @Override
    public void stop(BundleContext context) throws Exception {
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
        private final Placeholders placeholders;
        private final RestartingComponents restarts;
        private final ConfigurationChecks checks;
        private final ConfigurationUses uses;
        private final GuardedStore store;
        private final ServiceTracker<RuntimeEvents, RuntimeEvents> events;
        private final ServiceTracker<ConfigurationAdmin, List<ServiceRegistration<?>>> configurations;

        Parts(BundleContext context) throws IOException {
            this.context = context;
            String named = context.getProperty("hookline.data");
            Path data = Path.of(named == null ? "hookline-data" : named).toAbsolutePath();
            String watched = context.getProperty("felix.fileinstall.dir");
            this.conf = OwnerOnly.createDirectories(watched == null ? data.resolve("conf") : Path.of(watched));
            this.schemas = new Schemas(context);
            this.refusals = new Refusals(Clock.systemUTC());
            this.revisions = new RevisionStore(
                    data.resolve("config"), new PortablePaths(data, conf.toAbsolutePath()), Clock.systemUTC());
            String given = context.getProperty("org.apache.felix.configadmin.plugin.interpolation.secretsdir");
            Path secrets = given == null ? data.resolve("secrets") : Path.of(given);
            this.placeholders = new Placeholders(context::getProperty, secrets);
            this.restarts = new RestartingComponents(context);
            this.checks = new ConfigurationChecks(context);
            this.uses = new ConfigurationUses(context);
            this.events = new ServiceTracker<>(context, RuntimeEvents.class, null);
            Vault vault = new Vault(secrets);
            if (secrets.toAbsolutePath()
                    .normalize()
                    .equals(data.resolve("secrets").normalize())) {
                // Another folder may be that of other data folders, too.
                ReferredSecrets.of(revisions, conf).ifPresent(vault::retain);
            }
            this.store = new GuardedStore(schemas::of, revisions, refusals, placeholders, this::publish, vault);
            store.judgeBy(checks::problems);
            this.configurations = new ServiceTracker<>(context, ConfigurationAdmin.class, this);
        }

        void open() {
            events.open();
            schemas.open();
            restarts.open();
            checks.open();
            uses.open();
            revisions.restore();
            revisions.pids().forEach(store::note);
            configurations.open();
            context.registerService(
                    ConfigurationPlugin.class,
                    new Delivery(placeholders, store::secrets),
                    FrameworkUtil.asDictionary(
                            Map.of(ConfigurationPlugin.CM_RANKING, DELIVERY_RANKING, "config.plugin.id", Delivery.ID)));
            context.registerService(Secrets.class.getName(), new BundleSecrets(placeholders, this::isOwn), null);
            context.registerService(PersistenceManager.class, store, FrameworkUtil.asDictionary(Map.of("name", NAME)));
        }

        void close() {
            configurations.close();
            uses.close();
            checks.close();
            restarts.close();
            schemas.close();
            events.close();
        }

        /** Whether a text is in a current configuration that a bundle defines. */
        private boolean isOwn(long bundle, String text) {
            Set<String> defined = schemas.pids(bundle);
            return revisions.pids().stream()
                    .filter(pid -> defined.contains(Schemas.defined(pid)))
                    .flatMap(pid -> store.settings(pid).values().stream())
                    .flatMap(value -> Values.elements(value).stream())
                    .anyMatch(text::equals);
        }

        /** Tells the runtime's listeners; before the core has started there are none. */
        private void publish(RuntimeEvent event) {
            RuntimeEvents runtime = events.getService();
            if (runtime != null) {
                runtime.publish(event);
            }
        }

        @Override
        public List<ServiceRegistration<?>> addingService(ServiceReference<ConfigurationAdmin> reference) {
            ConfigurationAdmin admin = context.getService(reference);
            ConfFolder files = new ConfFolder(conf, admin, store, schemas::of, refusals, context::getProperty);
            RecheckOnInstall withdrawal = new RecheckOnInstall(admin, schemas, revisions, store, refusals, files);
            files.reportMissing(revisions.pids());
            schemas.whenChanged(withdrawal::rulesChanged);
            RecheckOnUse recheck = new RecheckOnUse(admin, revisions, store, refusals, files);
            checks.whenChanged(recheck::checkChanged);
            checks.pids().forEach(recheck::checkChanged);
            ServiceRegistration<Configurations> service = context.registerService(
                    Configurations.class,
                    new ConfigurationService(schemas, revisions, store, refusals, files, restarts, uses::problems),
                    problems());
            refusals.whenChanged(() -> {
                uses.refused(withoutCurrent());
                service.setProperties(problems());
            });
            uses.whenChanged(() -> service.setProperties(problems()));
            uses.refused(withoutCurrent());
            OwnProblems own = new OwnProblems(revisions, store, refusals);
            return List.of(
                    service,
                    context.registerService(
                            ReleaseConfigurations.class,
                            new ReleaseConfigurationService(revisions, store, files, own, restarts::of),
                            null),
                    context.registerService(
                            ArtifactInstaller.class,
                            files,
                            // Ranked above File Install's own installer, which would not check the file.
                            FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1_000))));
        }

        /** What was refused although nothing else is current. */
        private Map<String, Map<String, Object>> withoutCurrent() {
            Map<String, Map<String, Object>> settings = refusals.settings();
            settings.entrySet().removeIf(refused -> {
                StoredRevision current = revisions.current(refused.getKey());
                return refused.getValue().isEmpty() || (current != null && current.properties() != null);
            });
            return settings;
        }

        private Dictionary<String, Object> problems() {
            List<String> lines = new ArrayList<>();
            refusals.all().forEach((pid, refused) -> refused.problems()
                    .forEach(problem -> lines.add(pid + ": " + problem.message())));
            revisions
                    .damaged()
                    .forEach((pid, damages) -> damages.forEach(damage -> lines.add(pid + ": " + damage.message())));
            uses.problems()
                    .forEach((pid, unused) -> unused.forEach(problem -> lines.add(pid + ": " + problem.message())));
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
            checks.whenChanged(pid -> {});
            refusals.whenChanged(() -> {});
            uses.whenChanged(() -> {});
            registrations.forEach(ServiceRegistration::unregister);
            context.ungetService(reference);
        }
    }
}
