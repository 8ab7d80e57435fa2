package io.hookline.sql.dialect;

import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.Lock;
import io.hookline.sql.statement.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How one database writes what databases write differently. Immutable; any thread may call it. Only methods with a
 * connection, a statement or a result block.
 *
 * <p>{@link StandardDialect} does what most databases have in common.
 */
@ConsumerType
public interface Dialect {

    /** Its name, for operators: {@code PostgreSQL}. */
    String name();

    /** The classes of JDBC drivers that it works with, the preferred one first. */
    List<String> driverClasses();

    /**
     * The name as an identifier that no keyword can clash with, in the case in which the database keeps unquoted names.
     *
     * @param name letters, digits and underscores, as {@link Table#requireName} allows
     */
    String quote(String name);

    /** The select with {@code ?} for how many rows at most and how many to leave out ahead of them. */
    String page(String select);

    /** The two values for {@link #page}, in the order in which it has their places. */
    List<Object> pageParameters(int limit, long offset);

    /** The select that locks the rows it finds. */
    String lock(String select, Lock lock);

    /** The statement that adds a row or changes the one with the same key, with {@code ?} for the columns in order. */
    String upsert(Table table, List<String> columns);

    /** The statement that creates a table unless it is there. */
    String createTable(Table table);

    /** The type of a column as {@link #createTable} writes it. */
    String type(Column column);

    /** Prepares an insert such that {@link #generatedId} finds the number that the database gives to the row. */
    PreparedStatement prepareInsert(Connection connection, String sql, Table table) throws SQLException;

    /** The number that the database gave to the row that this statement has added; null if it gave none. */
    @Nullable
    Long generatedId(PreparedStatement insert) throws SQLException;

    /**
     * Binds a value of one of the Java types of {@code ColumnType}.
     *
     * @param place from 1
     */
    void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException;

    /**
     * Reads a value.
     *
     * @param place from 1
     * @return of the Java type of the column; null if there is none
     */
    @Nullable
    Object read(ResultSet rows, int place, Column column) throws SQLException;

    /** Prepares a connection, once, when it has just been opened. */
    void initialise(Connection connection) throws SQLException;

    /**
     * The statement that makes sure, after a commit, that a crash of the machine cannot undo it; null if the commit
     * alone does.
     */
    @Nullable
    String syncAfterCommit();

    /** What kind of failure this is. */
    Failure classify(SQLException failure);
}
