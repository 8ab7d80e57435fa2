package io.hookline.sql.internal;

import io.hookline.api.Registration;
import io.hookline.api.hook.HookContext;
import io.hookline.api.registry.NoPluginException;
import io.hookline.api.registry.PluginRegistry;
import io.hookline.api.registry.PluginRoute;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.DatabaseStatus;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.SqlWork;
import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.dialect.DialectFactory;
import io.hookline.sql.dialect.Failure;
import io.hookline.sql.pool.ConnectionPool;
import io.hookline.sql.pool.PoolFactory;
import io.hookline.sql.pool.PoolSettings;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that is open. It puts its {@link Parts} together when driver, dialect and pool are there, and anew when
 * one of them changes; the old parts are closed once the transactions in them have ended. Where a plugin or driver goes
 * away, it waits for that, so that no code of it is used afterwards.
 */
final class LiveDatabase implements SqlDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(LiveDatabase.class);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

    private final PluginRegistry plugins;
    private final Drivers drivers;
    private final StatementPoints points;
    private final Executor background;
    private final Runnable onClose;
    private final LongAdder transactions = new LongAdder();
    /** Guards each change of the fields below. */
    private final Object lock = new Object();

    private volatile DatabaseSpec spec;
    private volatile @Nullable Parts parts;
    private volatile String problem = "it is not open yet";
    private @Nullable Routes routes;
    private boolean closed;

    LiveDatabase(
            DatabaseSpec spec,
            PluginRegistry plugins,
            Drivers drivers,
            StatementPoints points,
            Executor background,
            Runnable onClose) {
        this.spec = spec;
        this.plugins = plugins;
        this.drivers = drivers;
        this.points = points;
        this.background = background;
        this.onClose = onClose;
    }

    /**
     * Begins to follow the plugins that it needs.
     *
     * @throws IllegalArgumentException if a plugin or the driver refuses the specification
     */
    void open() {
        try {
            synchronized (lock) {
                routes = routesFor(spec);
            }
            replace(null);
        } catch (IllegalArgumentException e) {
            close();
            throw e;
        }
    }

    // ---- transactions ----------------------------------------------------------------------------------------------

    @Override
    public <R extends @Nullable Object> R read(HookContext context, SqlWork<R> work)
            throws DatabaseUnavailableException, SQLException {
        return run(context, work, false);
    }

    @Override
    public <R extends @Nullable Object> R write(HookContext context, SqlWork<R> work)
            throws DatabaseUnavailableException, SQLException {
        return run(context, work, true);
    }

    private <R extends @Nullable Object> R run(HookContext context, SqlWork<R> work, boolean writes)
            throws DatabaseUnavailableException, SQLException {
        DatabaseSpec current = spec;
        Parts entered = enter();
        try {
            return new TransactionRun(entered, points, current).run(context, work, writes);
        } finally {
            entered.exit();
            transactions.increment();
        }
    }

    private Parts enter() throws DatabaseUnavailableException {
        while (true) {
            Parts current = parts;
            if (current == null) {
                throw new DatabaseUnavailableException("The database " + spec.name() + ": " + problem + ".", null);
            }
            // Retired parts are no longer the current ones, so that the next attempt finds others.
            if (current.enter()) {
                return current;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public @Nullable String problem(Duration timeout) {
        Parts entered;
        try {
            entered = enter();
        } catch (DatabaseUnavailableException e) {
            return e.getMessage();
        }
        try {
            return entered.pool().problem(timeout);
        } finally {
            entered.exit();
        }
    }

    @Override
    public Failure classify(SQLException failure) {
        Parts current = parts;
        return current == null ? Failure.OTHER : current.dialect().classify(failure);
    }

    @Override
    public DatabaseStatus status() {
        DatabaseSpec now = spec;
        Parts current = parts;
        return new DatabaseStatus(
                now.name(),
                DatabaseSpec.withoutParameters(now.jdbcUrl()),
                current == null ? "" : current.dialect().name(),
                now.pool(),
                current == null ? "" : current.driver().label(),
                current == null ? problem : "",
                current == null ? null : current.pool().metrics(),
                transactions.sum());
    }

    // ---- changes ---------------------------------------------------------------------------------------------------

    @Override
    public void change(DatabaseSpec next) {
        Routes before;
        Parts old;
        synchronized (lock) {
            old = parts;
            boolean taken =
                    old != null && next.differsInLimitsOnly(spec) && old.pool().change(settingsOf(next));
            if (closed || taken) {
                spec = next;
                return;
            }
            before = routes;
            routes = routesFor(next);
            try {
                parts = assemble(next, routes);
            } catch (NotThere e) {
                problem = String.valueOf(e.getMessage());
                parts = null;
            } catch (IllegalArgumentException e) {
                routes.close();
                routes = before;
                throw e;
            }
            spec = next;
        }
        if (before != null) {
            before.close();
        }
        if (old != null) {
            retireInBackground(old);
        }
        LOG.info("the database {} is used as changed: {}", next.name(), next);
    }

    private void retireInBackground(Parts old) {
        old.retire();
        background.execute(() -> old.close(DRAIN_TIMEOUT));
    }

    /** A driver came or went: takes the one that is the best now. Returns once the old one is not used any more. */
    void driversChanged() {
        replaceLogged(parts);
    }

    /**
     * Puts the parts together again, and waits for the old ones to be unused.
     *
     * @param unlessWith parts that may stay if the driver that would be chosen now is theirs; null to replace any
     */
    private void replace(@Nullable Parts unlessWith) {
        Parts old;
        synchronized (lock) {
            Routes current = routes;
            if (closed || current == null) {
                return;
            }
            old = parts;
            try {
                if (old != null && old == unlessWith && old.driver().equals(driverFor(spec, old.dialect()))) {
                    return;
                }
                parts = assemble(spec, current);
            } catch (NotThere e) {
                problem = String.valueOf(e.getMessage());
                parts = null;
            }
        }
        if (old != null) {
            old.retire();
            old.close(DRAIN_TIMEOUT);
            Parts now = parts;
            LOG.info(
                    "the database {} is now used with {}",
                    spec.name(),
                    now == null
                            ? "nothing: " + problem
                            : now.dialect().name() + ", " + now.driver().label());
        }
    }

    private void replaceLogged(@Nullable Parts unlessWith) {
        try {
            replace(unlessWith);
        } catch (IllegalArgumentException e) {
            LOG.error("the database {} goes on as before: {}", spec.name(), e.getMessage(), e);
        }
    }

    private Routes routesFor(DatabaseSpec wanted) {
        PluginRoute<DialectFactory> dialects =
                plugins.route(DialectFactory.class, DialectFactory.TAG, wanted.subprotocol());
        PluginRoute<PoolFactory> pools = plugins.route(PoolFactory.class, PoolFactory.TAG, wanted.pool());
        Runnable again = () -> replaceLogged(null);
        return new Routes(dialects, pools, dialects.onChange(again), pools.onChange(again));
    }

    private Parts assemble(DatabaseSpec wanted, Routes from) throws NotThere {
        Dialect dialect;
        try {
            dialect = from.dialects().call().dialect(wanted.jdbcUrl());
        } catch (NoPluginException e) {
            throw new NotThere("there is no dialect for jdbc:" + wanted.subprotocol() + ": deploy a plugin with the"
                    + " tags " + DialectFactory.TAG + " and " + wanted.subprotocol());
        }
        Driver driver = driverFor(wanted, dialect);
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, wanted.jdbcUrl());
        if (!wanted.user().isEmpty()) {
            properties.setProperty(DataSourceFactory.JDBC_USER, wanted.user());
            properties.setProperty(DataSourceFactory.JDBC_PASSWORD, wanted.password());
        }
        try {
            ConnectionPool pool = from.pools()
                    .call()
                    .open(
                            settingsOf(wanted),
                            new PreparedConnections(
                                    driver.factory().createDataSource(properties), dialect, wanted.statementTimeout()));
            return new Parts(idOf(wanted), driver, dialect, pool, wanted.tables());
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "The driver " + driver.label() + " refuses the settings (" + e.getMessage()
                            + "). Correct URL, user and password of the database " + wanted.name() + ".",
                    e);
        } catch (NoPluginException e) {
            throw new NotThere("there is no pool '" + wanted.pool() + "': deploy a plugin with the tags "
                    + PoolFactory.TAG + " and " + wanted.pool());
        }
    }

    /** The same for the same database, and without the password that a URL may contain. */
    private static String idOf(DatabaseSpec spec) {
        byte[] place = (spec.jdbcUrl() + '\n' + spec.user()).getBytes(StandardCharsets.UTF_8);
        return spec.name() + '-' + UUID.nameUUIDFromBytes(place);
    }

    /** Whether new transactions are on this database. */
    boolean isNow(String database) {
        Parts current = parts;
        return current != null && current.database().equals(database);
    }

    private Driver driverFor(DatabaseSpec wanted, Dialect dialect) throws NotThere {
        Driver driver = drivers.find(dialect.driverClasses(), wanted.driverVersions());
        if (driver == null) {
            throw new NotThere("there is no JDBC driver " + String.join(" or ", dialect.driverClasses())
                    + " of a version in " + wanted.driverVersions() + ": install and start its bundle");
        }
        return driver;
    }

    private PoolSettings settingsOf(DatabaseSpec wanted) {
        return new PoolSettings(wanted.name(), wanted.poolSize(), wanted.acquireTimeout(), background);
    }

    @Override
    public void close() {
        Parts old;
        Routes followed;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            problem = "it is closed";
            old = parts;
            parts = null;
            followed = routes;
            routes = null;
        }
        if (followed != null) {
            followed.close();
        }
        if (old != null) {
            old.retire();
            old.close(DRAIN_TIMEOUT);
        }
        onClose.run();
    }

    /** What is missing for the parts. */
    private static final class NotThere extends Exception {

        private static final long serialVersionUID = 1L;

        NotThere(String message) {
            super(message);
        }
    }

    /** The routes to the plugins, and what listens to them. */
    private record Routes(
            PluginRoute<DialectFactory> dialects,
            PluginRoute<PoolFactory> pools,
            Registration dialectChanges,
            Registration poolChanges) {

        void close() {
            dialectChanges.close();
            poolChanges.close();
            dialects.close();
            pools.close();
        }
    }
}
