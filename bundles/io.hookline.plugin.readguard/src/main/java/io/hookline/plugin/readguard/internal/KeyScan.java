package io.hookline.plugin.readguard.internal;

import io.hookline.api.hook.HookContext;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.SqlDatabases;
import io.hookline.sql.SqlTransaction;
import io.hookline.sql.dialect.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads all keys of a table, in pages, each in a transaction of its own, so that it holds no connection for long. No
 * hook sees it: a tenant filter would hide rows.
 *
 * @param databases where the database is found
 * @param database which one it is
 */
record KeyScan(SqlDatabases databases, String database, String table, String column) {

    private static final int PAGE = 10_000;

    /** How many rows there are. */
    long count() throws DatabaseUnavailableException, SQLException, GoneException {
        return read(transaction -> {
            Dialect dialect = transaction.dialect();
            try (PreparedStatement count =
                            transaction.connection().prepareStatement("SELECT COUNT(*) FROM " + dialect.quote(table));
                    ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** Hands each key over, on this thread. */
    void forEach(LongConsumer keys) throws DatabaseUnavailableException, SQLException, GoneException {
        long after = Long.MIN_VALUE;
        Page page;
        do {
            long least = after;
            boolean first = after == Long.MIN_VALUE;
            page = read(transaction -> page(transaction, first ? ">=" : ">", least, keys));
            after = page.last();
        } while (page.size() == PAGE);
    }

    private Page page(SqlTransaction transaction, String operator, long least, LongConsumer keys) throws SQLException {
        Dialect dialect = transaction.dialect();
        String key = dialect.quote(column);
        String text = dialect.page("SELECT " + key + " FROM " + dialect.quote(table) + " WHERE " + key + " " + operator
                + " ? ORDER BY " + key);
        try (PreparedStatement select = transaction.connection().prepareStatement(text)) {
            select.setLong(1, least);
            List<Object> limits = dialect.pageParameters(PAGE, 0);
            for (int i = 0; i < limits.size(); i++) {
                select.setObject(i + 2, limits.get(i));
            }
            int size = 0;
            long last = least;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    last = rows.getLong(1);
                    keys.accept(last);
                    size++;
                }
            }
            return new Page(size, last);
        }
    }

    private <R> R read(io.hookline.sql.SqlWork<R> work)
            throws DatabaseUnavailableException, SQLException, GoneException {
        SqlDatabase found = databases.find(database).orElseThrow(GoneException::new);
        boolean[] same = new boolean[1];
        try {
            return found.read(HookContext.create(), transaction -> {
                same[0] = transaction.database().equals(database);
                if (!same[0]) {
                    throw new IllegalStateException("the database has changed");
                }
                return work.in(transaction);
            });
        } catch (IllegalStateException e) {
            if (same[0]) {
                throw e;
            }
            throw new GoneException();
        }
    }

    private record Page(int size, long last) {}

    /** The database is closed, or has another URL or user now. */
    static final class GoneException extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
