package io.hookline.sql;

import io.hookline.sql.statement.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.osgi.framework.VersionRange;

/**
 * What a database is and how it is used. Immutable; each {@code with…} method returns a changed copy.
 *
 * @param name its name, for logs and operators
 * @param jdbcUrl its JDBC URL, whose subprotocol selects the dialect
 * @param user the user; may be empty
 * @param password the password; may be empty
 * @param driverVersions the versions of the driver's bundle that are allowed; the highest is used
 * @param pool the tag of the pool
 * @param poolSize how many connections are open at most
 * @param acquireTimeout how long a transaction waits for a connection at most
 * @param statementTimeout how long a connection waits for the database's answer, where the driver supports it; zero for
 *     ever
 * @param slowAfter which statements are reported at {@code db.slow}; zero for none
 * @param tables tables that are created, unless they are there, before the first transaction
 */
public record DatabaseSpec(
        String name,
        String jdbcUrl,
        String user,
        String password,
        VersionRange driverVersions,
        String pool,
        int poolSize,
        Duration acquireTimeout,
        Duration statementTimeout,
        Duration slowAfter,
        List<Table> tables) {

    /** The pool that is used unless another one is named. */
    public static final String DEFAULT_POOL = "hikaricp";

    private static final Pattern URL = Pattern.compile("jdbc:([a-z0-9]+):.+", Pattern.DOTALL);
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(250);

    /** Checks the values; a message names the wrong one and what is allowed. */
    public DatabaseSpec {
        Objects.requireNonNull(name, "name");
        if (!URL.matcher(jdbcUrl).matches()) {
            throw new IllegalArgumentException("'" + withoutParameters(jdbcUrl) + "' is no JDBC URL: give it as"
                    + " jdbc:postgresql://host/database, jdbc:mariadb://host/database or jdbc:h2:file:path.");
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("poolSize cannot be " + poolSize + ": the minimum is 1.");
        }
        if (acquireTimeout.compareTo(LEAST_TIMEOUT) < 0) {
            throw new IllegalArgumentException("the time to wait for a connection cannot be "
                    + acquireTimeout.toMillis() + " ms: the minimum is 250.");
        }
        if (statementTimeout.isNegative() || slowAfter.isNegative()) {
            throw new IllegalArgumentException("times cannot be negative: " + statementTimeout + ", " + slowAfter);
        }
        tables = List.copyOf(tables);
    }

    /** A database with the default pool: ten connections, three seconds to wait for one, thirty for an answer. */
    public static DatabaseSpec of(String name, String jdbcUrl) {
        return new DatabaseSpec(
                name,
                jdbcUrl,
                "",
                "",
                new VersionRange("0"),
                DEFAULT_POOL,
                10,
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ZERO,
                List.of());
    }

    /** The same with a user. */
    public DatabaseSpec withUser(String newUser, String newPassword) {
        return new DatabaseSpec(
                name,
                jdbcUrl,
                newUser,
                newPassword,
                driverVersions,
                pool,
                poolSize,
                acquireTimeout,
                statementTimeout,
                slowAfter,
                tables);
    }

    /** The same with another range of versions for the driver's bundle. */
    public DatabaseSpec withDriverVersions(VersionRange range) {
        return new DatabaseSpec(
                name,
                jdbcUrl,
                user,
                password,
                range,
                pool,
                poolSize,
                acquireTimeout,
                statementTimeout,
                slowAfter,
                tables);
    }

    /** The same with another pool. */
    public DatabaseSpec withPool(String tag, int size, Duration timeout) {
        return new DatabaseSpec(
                name, jdbcUrl, user, password, driverVersions, tag, size, timeout, statementTimeout, slowAfter, tables);
    }

    /** The same with other limits for statements. */
    public DatabaseSpec withStatements(Duration timeout, Duration slow) {
        return new DatabaseSpec(
                name, jdbcUrl, user, password, driverVersions, pool, poolSize, acquireTimeout, timeout, slow, tables);
    }

    /** The same with tables that are created if they are missing. */
    public DatabaseSpec withTables(Table... created) {
        return new DatabaseSpec(
                name,
                jdbcUrl,
                user,
                password,
                driverVersions,
                pool,
                poolSize,
                acquireTimeout,
                statementTimeout,
                slowAfter,
                List.of(created));
    }

    /** The subprotocol of the URL, the tag of its dialects: {@code postgresql}. */
    public String subprotocol() {
        return jdbcUrl.substring("jdbc:".length(), jdbcUrl.indexOf(':', "jdbc:".length()))
                .toLowerCase(Locale.ROOT);
    }

    /** Whether both are the same, apart from limits that a pool may change while it is used. */
    public boolean differsInLimitsOnly(DatabaseSpec other) {
        return jdbcUrl.equals(other.jdbcUrl)
                && user.equals(other.user)
                && password.equals(other.password)
                && driverVersions.equals(other.driverVersions)
                && pool.equals(other.pool)
                && statementTimeout.equals(other.statementTimeout)
                && tables.equals(other.tables);
    }

    /** The URL without parameters, which may be secret. */
    public static String withoutParameters(String url) {
        return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "DatabaseSpec[" + name + ", " + withoutParameters(jdbcUrl) + ", " + pool + "]";
    }
}
