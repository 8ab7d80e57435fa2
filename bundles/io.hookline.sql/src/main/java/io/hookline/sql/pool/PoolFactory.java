package io.hookline.sql.pool;

import javax.sql.DataSource;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Opens connection pools. A service of a plugin with the tag {@value #TAG} and one with the pool's name, by which a
 * configuration chooses it: {@code hikaricp}. Called by any thread.
 */
@ConsumerType
@FunctionalInterface
public interface PoolFactory {

    /** The tag of all pools. */
    String TAG = "sql-pool";

    /**
     * Opens a pool. It need not connect, and does not fail because the database cannot be reached.
     *
     * @param connections opens a connection to the database, and prepares it; it may block for long
     * @throws IllegalArgumentException if it cannot work with these settings; the message is for an operator
     */
    ConnectionPool open(PoolSettings settings, DataSource connections);
}
