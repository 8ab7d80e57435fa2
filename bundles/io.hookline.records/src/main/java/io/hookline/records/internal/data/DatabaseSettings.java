package io.hookline.records.internal.data;

/**
 * The database and the limits of its connection pool.
 *
 * @param jdbcUrl a URL of H2 or PostgreSQL
 * @param poolTimeoutMillis how long a call waits for a connection
 */
public record DatabaseSettings(String jdbcUrl, String user, String password, int poolSize, long poolTimeoutMillis) {

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Checks the values; a message names the invalid option and its allowed values. */
    public DatabaseSettings {
        if (!jdbcUrl.startsWith(H2) && !jdbcUrl.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "jdbcUrl cannot be '" + jdbcUrl + "': give it as jdbc:h2:… or jdbc:postgresql://host/database.");
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("poolSize cannot be " + poolSize + ": the minimum is 1.");
        }
        if (poolTimeoutMillis < 250) {
            throw new IllegalArgumentException(
                    "poolTimeoutMillis cannot be " + poolTimeoutMillis + ": the minimum is 250.");
        }
    }

    /** Whether it is the same database, whatever the limits of the pool are. */
    public boolean isSameDatabase(DatabaseSettings other) {
        return jdbcUrl.equals(other.jdbcUrl) && user.equals(other.user) && password.equals(other.password);
    }

    /** Whether it is H2, embedded or as a server. */
    public boolean isH2() {
        return jdbcUrl.startsWith(H2);
    }

    /** The driver's class, by which its {@code DataSourceFactory} is found. */
    public String driverClass() {
        return isH2() ? "org.h2.Driver" : "org.postgresql.Driver";
    }

    /** The driver's bundle, for messages. */
    String driverBundle() {
        return isH2() ? "com.h2database:h2" : "org.postgresql:postgresql";
    }

    @Override
    public String toString() {
        return jdbcUrl.replaceAll("[?;].*", "");
    }
}
