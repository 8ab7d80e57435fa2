package io.hookline.plugin.auditjdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection, which is opened when it is needed. One thread uses it; another one may close it. */
final class DatabaseLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLink.class);

    private final TableSettings settings;
    private final DataSourceFactory driver;
    private @Nullable Connection connection;

    DatabaseLink(TableSettings settings, DataSourceFactory driver) {
        this.settings = settings;
        this.driver = driver;
    }

    /** The connection, without automatic commits. Creates the table if the settings say so. */
    Connection open() throws SQLException {
        synchronized (this) {
            if (connection != null) {
                return connection;
            }
        }
        Connection made = connect();
        try {
            made.setAutoCommit(false);
            limit(made);
            if (settings.createTable()) {
                try (Statement create = made.createStatement()) {
                    create.execute(Columns.create(settings.table()));
                }
                made.commit();
            }
        } catch (SQLException e) {
            close(made);
            throw e;
        }
        synchronized (this) {
            connection = made;
        }
        return made;
    }

    /** Ends the connection; the next use opens another one. */
    @Override
    public void close() {
        Connection last;
        synchronized (this) {
            last = connection;
            connection = null;
        }
        if (last != null) {
            close(last);
        }
    }

    /** With the cure, where it is known. */
    SQLException explained(SQLException e) {
        String state = e.getSQLState();
        boolean isTableMissing = state != null && (state.equals("42P01") || state.startsWith("42S0"));
        return isTableMissing
                ? new SQLException(
                        "there is no table " + settings + " as it is needed: create it, or set createTable; "
                                + e.getMessage(),
                        state,
                        e)
                : e;
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, settings.url());
        if (!settings.user().isEmpty()) {
            properties.setProperty(DataSourceFactory.JDBC_USER, settings.user());
            properties.setProperty(DataSourceFactory.JDBC_PASSWORD, settings.password());
        }
        DataSource source = driver.createDataSource(properties);
        source.setLoginTimeout((int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(settings.timeoutMillis())));
        return source.getConnection();
    }

    private void limit(Connection made) throws SQLException {
        try {
            made.setNetworkTimeout(Runnable::run, settings.timeoutMillis());
        } catch (SQLFeatureNotSupportedException e) {
            LOG.debug("the driver {} has no limit for a silent database", settings.driver());
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection cannot be closed", e);
        }
    }
}
