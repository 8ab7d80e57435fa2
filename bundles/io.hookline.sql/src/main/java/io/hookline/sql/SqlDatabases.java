package io.hookline.sql;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens databases. An OSGi service; any thread may call it.
 *
 * <pre>{@code
 * database = databases.open(DatabaseSpec.of("orders", "jdbc:postgresql://db/orders").withTables(ORDERS));
 * long id = database.write(context, transaction -> transaction.insert(ADD, "first", now));
 * }</pre>
 */
@ProviderType
public interface SqlDatabases {

    /**
     * Opens a database, without connecting. Driver, dialect and pool may come later, and change while it is open.
     * The caller closes it; one that is still open when this service goes is closed then.
     *
     * @throws IllegalArgumentException if the specification is wrong; the message is for an operator
     */
    SqlDatabase open(DatabaseSpec spec);

    /**
     * The database of which a hook has seen a statement, for work of its own in the background. Do not close it.
     *
     * @param database from {@link io.hookline.sql.statement.SqlCall#database}
     * @return empty if it is closed, or has another URL or user now; this may change at any time, so a transaction on
     *     it has to look at {@link SqlTransaction#database}
     */
    Optional<SqlDatabase> find(String database);
}
