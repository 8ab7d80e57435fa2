package io.hookline.sql.internal;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.api.registry.PluginRegistry;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.DatabaseStatus;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.SqlDatabases;
import io.hookline.sql.hook.SlowStatementHook;
import io.hookline.sql.hook.StatementHook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;

/** Opens databases, and tells them of drivers that come and go. */
@Component(service = SqlDatabases.class)
public final class SqlService implements SqlDatabases {

    private static final int BACKGROUND_THREADS = 4;
    private static final long IDLE_SECONDS = 10;

    private final PluginRegistry plugins;
    private final BundleContext context;
    private final StatementPoints points;
    private final ThreadPoolExecutor background;
    private final Drivers drivers;
    private final Map<ServiceReference<?>, Driver> published = new ConcurrentHashMap<>();
    private final List<LiveDatabase> databases = new CopyOnWriteArrayList<>();
    private final SynchronousBundleListener bundles = this::bundleChanged;

    /** Opens the hook points. */
    @Activate
    public SqlService(@Reference HookPoints hooks, @Reference PluginRegistry plugins, BundleContext context) {
        this.plugins = plugins;
        this.context = context;
        drivers = new Drivers(context);
        points = new StatementPoints(
                hooks.open(
                        PointSpec.of(StatementHook.POINT, StatementHook.class).withErrorPolicy(ErrorPolicy.ABORT)),
                hooks.open(PointSpec.of(SlowStatementHook.POINT, SlowStatementHook.class)
                        .withErrorPolicy(ErrorPolicy.SKIP)));
        background = new ThreadPoolExecutor(
                BACKGROUND_THREADS,
                BACKGROUND_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "SQL background");
                    thread.setDaemon(true);
                    return thread;
                });
        background.allowCoreThreadTimeOut(true);
        context.addBundleListener(bundles);
    }

    @Override
    public SqlDatabase open(DatabaseSpec spec) {
        LiveDatabase[] opened = new LiveDatabase[1];
        opened[0] = new LiveDatabase(spec, plugins, drivers, points, background, () -> databases.remove(opened[0]));
        databases.add(opened[0]);
        opened[0].open();
        return opened[0];
    }

    @Override
    public Optional<SqlDatabase> find(String database) {
        return databases.stream()
                .filter(open -> open.isNow(database))
                .<SqlDatabase>map(open -> open)
                .findFirst();
    }

    /** The databases that are open. */
    List<DatabaseStatus> statuses() {
        return databases.stream().map(LiveDatabase::status).toList();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDriver(ServiceReference<DataSourceFactory> reference, DataSourceFactory factory) {
        Bundle bundle = reference.getBundle();
        if (bundle != null) {
            Driver driver = new Driver(
                    factory,
                    String.valueOf(reference.getProperty(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS)),
                    bundle.getVersion(),
                    bundle.getBundleId());
            published.put(reference, driver);
            drivers.add(driver);
            databases.forEach(LiveDatabase::driversChanged);
        }
    }

    void unbindDriver(ServiceReference<DataSourceFactory> reference) {
        Driver driver = published.remove(reference);
        if (driver != null) {
            drivers.remove(driver);
            databases.forEach(LiveDatabase::driversChanged);
        }
    }

    /** Drivers that are no services come and go with their bundles. */
    private void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        boolean changes = event.getType() == BundleEvent.STARTED || event.getType() == BundleEvent.STOPPING;
        if (changes && !databases.isEmpty() && bundle.getEntry("META-INF/services/java.sql.Driver") != null) {
            databases.forEach(LiveDatabase::driversChanged);
        }
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(bundles);
        databases.forEach(LiveDatabase::close);
        points.statements().close();
        points.slow().close();
        background.shutdown();
    }
}
