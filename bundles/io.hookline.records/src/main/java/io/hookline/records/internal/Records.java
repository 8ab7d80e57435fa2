package io.hookline.records.internal;

import io.hookline.api.CallSample;
import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.api.plugin.Secrets;
import io.hookline.gateway.endpoint.Endpoint;
import io.hookline.records.hook.PreSaveHook;
import io.hookline.records.internal.access.RecordsServer;
import io.hookline.records.internal.business.RecordService;
import io.hookline.records.internal.data.Database;
import io.hookline.records.internal.data.DatabaseSettings;
import io.hookline.records.internal.data.RecordStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;
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

    private final DatabaseSettings settings;
    private final Database database;
    private final HookPoint<PreSaveHook> preSave;
    private final RecordsServer server;
    private final ServiceRegistration<Endpoint> registration;
    private final ServiceRegistration<CallSample> sample;

    /** Starts the server. */
    @Activate
    public Records(
            RecordsConfig config, @Reference HookPoints points, @Reference Secrets secrets, BundleContext context) {
        settings = settingsOf(config, secrets, context);
        database = new Database(settings);
        preSave = points.open(PointSpec.of(PreSaveHook.POINT, PreSaveHook.class).withErrorPolicy(ErrorPolicy.ABORT));
        try {
            RecordService service = new RecordService(new RecordStore(database, preSave, Clock.systemUTC()));
            server = new RecordsServer(
                    config.host(), config.port(), config.workerThreads(), config.maxRequestBytes(), service);
        } catch (RuntimeException e) {
            preSave.close();
            throw e;
        }
        Map<String, Object> properties =
                Map.of(Endpoint.NAME, "records", Endpoint.URI, server.uri().toString());
        Endpoint endpoint = server::uri;
        registration = context.registerService(Endpoint.class, endpoint, FrameworkUtil.asDictionary(properties));
        sample = context.registerService(
                CallSample.class,
                new PreSaveSample(preSave),
                FrameworkUtil.asDictionary(Map.of(CallSample.POINT, PreSaveHook.POINT)));
        LOG.info("record service listens on {}, keeps records in {}", server.uri(), settings);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDriver(DataSourceFactory driver, Map<String, Object> properties) {
        if (settings.driverClass().equals(properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS))) {
            database.use(driver);
        }
    }

    void unbindDriver(DataSourceFactory driver) {
        database.release(driver);
    }

    @Deactivate
    void stop() {
        sample.unregister();
        registration.unregister();
        server.close();
        preSave.close();
        database.close();
        LOG.info("record service on {} has stopped", server.uri());
    }

    private static DatabaseSettings settingsOf(RecordsConfig config, Secrets secrets, BundleContext context) {
        String url = config.jdbcUrl().strip();
        if (url.isEmpty()) {
            String home = context.getProperty("hookline.data");
            Path folder = config.dataDir().isEmpty()
                    ? Path.of(home == null || home.isEmpty() ? "hookline-data" : home, "records")
                    : Path.of(config.dataDir());
            url = h2Url(folder);
        }
        String user = config.user().isEmpty() && url.startsWith("jdbc:h2:") ? "sa" : config.user();
        return new DatabaseSettings(
                url, user, secrets.resolve(config.password()), config.poolSize(), config.poolTimeoutMillis());
    }

    private static String h2Url(Path folder) {
        Path file = folder.toAbsolutePath().normalize().resolve("records");
        if (file.toString().indexOf(';') >= 0) {
            throw new IllegalArgumentException(RecordsConfig.PID + ": dataDir cannot be '" + folder
                    + "': H2 ends the path at a semicolon. Choose another folder.");
        }
        return "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE";
    }
}
