package io.hookline.sql.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.sql.statement.SqlCall;
import io.hookline.sql.statement.SqlResult;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Wraps every statement that is run on a database. It may change the statement and its parameters, change the result,
 * answer itself, or refuse the statement.
 *
 * <p>Called on the thread of the transaction, which holds a connection meanwhile; it may block, but delays others then.
 * It runs no other statement. What it throws fails the statement and rolls the transaction back.
 */
@ConsumerType
public interface StatementHook {

    /** The name of the point. */
    String POINT = "db.query";

    /**
     * Runs a statement, or answers instead.
     *
     * @param context the context of the caller's call
     * @param next the hooks behind this one and the database
     * @throws StatementRefusedException refuses the statement; the message is for the caller
     * @throws Exception fails the statement
     */
    @Compose(Composition.AROUND)
    SqlResult around(SqlCall call, HookContext context, Next<SqlCall, SqlResult> next) throws Exception;
}
