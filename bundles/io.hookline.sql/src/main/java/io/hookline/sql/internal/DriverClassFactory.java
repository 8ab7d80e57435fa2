package io.hookline.sql.internal;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.jdbc.DataSourceFactory;

/** The data source factory of a driver whose bundle brings none. */
final class DriverClassFactory implements DataSourceFactory {

    private final Driver driver;

    DriverClassFactory(Driver driver) {
        this.driver = driver;
    }

    @Override
    public DataSource createDataSource(Properties given) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(given);
        String url = String.valueOf(properties.remove(JDBC_URL));
        if (!driver.acceptsURL(url)) {
            throw new SQLException("the driver does not know this kind of URL");
        }
        return new UrlDataSource(driver, url, properties);
    }

    @Override
    public ConnectionPoolDataSource createConnectionPoolDataSource(Properties properties) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public XADataSource createXADataSource(Properties properties) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public Driver createDriver(Properties properties) {
        return driver;
    }

    private record UrlDataSource(Driver driver, String url, Properties properties) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = driver.connect(url, properties);
            if (connection == null) {
                throw new SQLException("the driver does not know this kind of URL");
            }
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(@Nullable PrintWriter out) {
            // The driver logs by itself.
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // Part of the URL, where a driver has it.
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            return driver.getParentLogger();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
