package io.hookline.sql;

import io.hookline.api.hook.ContextKey;
import io.hookline.api.hook.HookContext;
import io.hookline.sql.dialect.Failure;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A database that is used by transactions. Any thread may call it; {@link #read} and {@link #write} block.
 *
 * <p>Each transaction uses the driver, dialect and pool with which it begins. When one of them is replaced, later
 * transactions use the new ones; those in flight end on the old ones, which are closed then.
 */
@ProviderType
public interface SqlDatabase extends AutoCloseable {

    /** The context's attribute with the tenant on whose behalf a call is made, for hooks that keep tenants apart. */
    ContextKey<String> TENANT = ContextKey.of("sql.tenant", String.class);

    /**
     * Runs some work in a transaction that is not meant to change anything.
     *
     * @param context of the caller's call: hooks see it, and its deadline limits the wait for a connection
     * @throws DatabaseUnavailableException if the database cannot be reached; a later call may succeed
     * @throws SQLException if the database refuses a statement
     */
    <R extends @Nullable Object> R read(HookContext context, SqlWork<R> work)
            throws DatabaseUnavailableException, SQLException;

    /**
     * Runs some work in a transaction. When this returns, the changes are on disk; if it throws, none is there, except
     * that a {@link DatabaseUnavailableException} during the commit leaves that open.
     *
     * @param context of the caller's call: hooks see it, and its deadline limits the wait for a connection
     * @throws DatabaseUnavailableException if the database cannot be reached; a later call may succeed
     * @throws SQLException if the database refuses a statement
     */
    <R extends @Nullable Object> R write(HookContext context, SqlWork<R> work)
            throws DatabaseUnavailableException, SQLException;

    /**
     * Takes another specification over: limits while the pool is used, if it can, and anything else by another pool
     * beside the old one. Does not wait for transactions in flight.
     *
     * @throws IllegalArgumentException if it is wrong; nothing changes then
     */
    void change(DatabaseSpec spec);

    /**
     * Asks the database for a sign of life. Blocks for the time at most.
     *
     * @return what is wrong, for an operator; null if nothing is
     */
    @Nullable
    String problem(Duration timeout);

    /** What kind of failure this is, by the dialect in use; {@code OTHER} without one. */
    Failure classify(SQLException failure);

    /** What it uses now. */
    DatabaseStatus status();

    /** Lets transactions in flight end, for the drain timeout at most, and closes all connections. Idempotent. */
    @Override
    void close();
}
