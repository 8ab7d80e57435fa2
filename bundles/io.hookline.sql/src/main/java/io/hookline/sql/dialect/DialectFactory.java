package io.hookline.sql.dialect;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gives the dialect of a database. A service of a plugin with the tag {@value #TAG} and, for each subprotocol of JDBC
 * URLs that it supports, a tag of that name: {@code postgresql} for {@code jdbc:postgresql:…}. A route to these tags
 * selects it. Called by any thread; it does not connect.
 */
@ConsumerType
@FunctionalInterface
public interface DialectFactory {

    /** The tag of all dialects. */
    String TAG = "sql-dialect";

    /**
     * The dialect of the database with this URL.
     *
     * @throws IllegalArgumentException if the plugin does not support it; the message is for an operator
     */
    Dialect dialect(String jdbcUrl);
}
