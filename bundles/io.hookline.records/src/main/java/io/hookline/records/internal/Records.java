package io.hookline.records.internal;

import io.hookline.api.CallSample;
import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.api.plugin.Secrets;
import io.hookline.gateway.endpoint.Endpoint;
import io.hookline.outbox.Outbox;
import io.hookline.outbox.Outboxes;
import io.hookline.records.hook.PreSaveHook;
import io.hookline.records.internal.access.RecordsServer;
import io.hookline.records.internal.business.RecordService;
import io.hookline.records.internal.data.RecordEvents;
import io.hookline.records.internal.data.RecordStore;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.SqlDatabases;
import io.hookline.sql.statement.Table;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.VersionRange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record service as a component: creates the layers and publishes the address of the server. */
@Component(
        configurationPid = RecordsConfig.PID,
        // Without a configuration it would open the embedded database, even if the records are elsewhere.
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {})
@Designate(ocd = RecordsConfig.class)
public final class Records {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private final Secrets secrets;
    private final BundleContext context;
    private final HookPoint<PreSaveHook> preSave;
    private final ServiceRegistration<CallSample> sample;
    // All guarded by this.
    private final SqlDatabase database;
    private final RecordStore store;
    private final RecordService service;
    private DatabaseSpec settings;
    private @Nullable Outboxes outboxes;
    private @Nullable Outbox outbox;
    private RecordsServer server;
    private Address address;
    private ServiceRegistration<Endpoint> registration;

    /** Starts the server. */
    @Activate
    public Records(
            RecordsConfig config,
            @Reference HookPoints points,
            @Reference SqlDatabases databases,
            @Reference Secrets secrets,
            BundleContext context) {
        this.secrets = secrets;
        this.context = context;
        settings = settingsOf(config, secrets, context);
        database = databases.open(settings);
        preSave = points.open(PointSpec.of(PreSaveHook.POINT, PreSaveHook.class).withErrorPolicy(ErrorPolicy.ABORT));
        store = new RecordStore(database, preSave, Clock.systemUTC());
        service = new RecordService(store);
        address = Address.of(config);
        try {
            server = serverOf(config, service);
        } catch (RuntimeException e) {
            preSave.close();
            database.close();
            throw e;
        }
        registration = publish(server);
        sample = context.registerService(
                CallSample.class,
                new PreSaveSample(preSave),
                FrameworkUtil.asDictionary(Map.of(CallSample.POINT, PreSaveHook.POINT)));
        LOG.info("record service listens on {}, keeps records in {}", server.uri(), where());
    }

    /** Applies another configuration: limits at once, another database or address by a second one beside the first. */
    @Modified
    synchronized void modify(RecordsConfig config) {
        try {
            DatabaseSpec next = settingsOf(config, secrets, context);
            database.change(withTables(next));
            settings = next;
            if (address.equals(Address.of(config))) {
                server.limit(config.workerThreads(), config.maxRequestBytes());
            } else {
                listen(config);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.error("the record service goes on as before: {}", e.getMessage(), e);
            return;
        }
        LOG.info("record service listens on {}, keeps records in {}, as changed", server.uri(), where());
    }

    /** The outbox was switched on: its tables come into the database, and later saves publish events. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindOutboxes(Outboxes there) {
        unpublish();
        outboxes = there;
        database.change(withTables(settings));
        Outbox opened = there.open("records", database, RecordEvents.SAVED);
        outbox = opened;
        store.publishTo(new RecordEvents(opened));
    }

    synchronized void unbindOutboxes(Outboxes gone) {
        if (outboxes == gone) {
            unpublish();
        }
    }

    private void unpublish() {
        store.publishTo(null);
        Outbox open = outbox;
        if (open != null) {
            open.close();
        }
        outbox = null;
        outboxes = null;
    }

    private DatabaseSpec withTables(DatabaseSpec spec) {
        if (outboxes == null) {
            return spec;
        }
        List<Table> tables = new ArrayList<>(spec.tables());
        tables.addAll(Outboxes.TABLES);
        return spec.withTables(tables.toArray(Table[]::new));
    }

    /** Listens elsewhere, and only then closes the old socket. */
    private void listen(RecordsConfig config) {
        RecordsServer next = serverOf(config, service);
        RecordsServer old = server;
        ServiceRegistration<Endpoint> before = registration;
        server = next;
        address = Address.of(config);
        registration = publish(next);
        before.unregister();
        inBackground(old::close);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "records change");
        thread.setDaemon(true);
        thread.start();
    }

    private static RecordsServer serverOf(RecordsConfig config, RecordService service) {
        return new RecordsServer(
                config.host(), config.port(), config.workerThreads(), config.maxRequestBytes(), service);
    }

    private ServiceRegistration<Endpoint> publish(RecordsServer listening) {
        Endpoint endpoint = listening::uri;
        return context.registerService(
                Endpoint.class,
                endpoint,
                FrameworkUtil.asDictionary(Map.of(
                        Endpoint.NAME, "records", Endpoint.URI, listening.uri().toString())));
    }

    @Deactivate
    synchronized void stop() {
        sample.unregister();
        registration.unregister();
        server.close();
        unpublish();
        preSave.close();
        database.close();
        LOG.info("record service on {} has stopped", server.uri());
    }

    private String where() {
        return DatabaseSpec.withoutParameters(settings.jdbcUrl());
    }

    private static DatabaseSpec settingsOf(RecordsConfig config, Secrets secrets, BundleContext context) {
        String url = config.jdbcUrl().strip();
        if (url.isEmpty()) {
            String home = context.getProperty("hookline.data");
            Path folder = config.dataDir().isEmpty()
                    ? Path.of(home == null || home.isEmpty() ? "hookline-data" : home, "records")
                    : Path.of(config.dataDir());
            url = h2Url(folder);
        }
        String user = config.user().isEmpty() && url.startsWith("jdbc:h2:") ? "sa" : config.user();
        return DatabaseSpec.of("records", url)
                .withUser(user, secrets.resolve(config.password()))
                .withPool(config.pool(), config.poolSize(), Duration.ofMillis(config.poolTimeoutMillis()))
                .withDriverVersions(VersionRange.valueOf(config.driverVersions()))
                .withStatements(
                        Duration.ofMillis(config.statementTimeoutMillis()), Duration.ofMillis(config.slowMillis()))
                .withTables(RecordStore.RECORDS);
    }

    private static String h2Url(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("records");
        if (file.toString().indexOf(';') >= 0) {
            throw new IllegalArgumentException(RecordsConfig.PID + ": dataDir cannot be '" + folder
                    + "': H2 ends the path at a semicolon. Choose another folder.");
        }
        return "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    /** Where it listens. */
    private record Address(String host, int port) {

        static Address of(RecordsConfig config) {
            return new Address(config.host(), config.port());
        }
    }
}
