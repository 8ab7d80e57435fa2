package io.hookline.records.internal.data;

/**
 * Which database, and how many connections to it.
 *
 * @param jdbcUrl of H2 or PostgreSQL
 * @param poolTimeoutMillis how long a call waits for a connection
 */
public record DatabaseSettings(String jdbcUrl, String user, String password, int poolSize, long poolTimeoutMillis) {

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Checks the values; a message names the option at fault and what it may be. */
    public DatabaseSettings {
        if (!jdbcUrl.startsWith(H2) && !jdbcUrl.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "jdbcUrl cannot be '" + jdbcUrl + "': give it as jdbc:h2:… or jdbc:postgresql://host/database.");
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("poolSize cannot be " + poolSize + ": it is 1 at least.");
        }
        if (poolTimeoutMillis < 250) {
            throw new IllegalArgumentException(
                    "poolTimeoutMillis cannot be " + poolTimeoutMillis + ": it is 250 at least.");
        }
    }

    /** Whether it is the embedded H2 or its server, not PostgreSQL. */
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
        return "DatabaseSettings[" + jdbcUrl.replaceAll("[?;].*", "") + "]";
    }
}
