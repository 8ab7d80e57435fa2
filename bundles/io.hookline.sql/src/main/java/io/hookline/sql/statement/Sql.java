package io.hookline.sql.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement on one table, without its parameters. Immutable; build it once and keep it.
 *
 * <pre>{@code
 * static final Sql FIND = Sql.select(ORDERS).where("id", EQUAL);
 * static final Sql NEXT = Sql.select(ORDERS, "id", "title").where("id", GREATER).orderBy("id").paged();
 * }</pre>
 *
 * <p>Its parameters are bound in this order: the values that it sets, those of its conditions, then limit and offset.
 */
public final class Sql {

    private final Kind kind;
    private final Table table;
    private final List<String> columns;
    private final List<Condition> conditions;
    private final List<String> order;
    private final boolean paged;
    private final Lock lock;
    private final int hash;

    private Sql(
            Kind kind,
            Table table,
            List<String> columns,
            List<Condition> conditions,
            List<String> order,
            boolean paged,
            Lock lock) {
        this.kind = kind;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.conditions = List.copyOf(conditions);
        this.order = List.copyOf(order);
        this.paged = paged;
        this.lock = lock;
        hash = Objects.hash(kind, table.name(), this.columns, this.conditions, this.order, paged, lock);
    }

    /** Reads rows: the named columns of a table, or all. */
    public static Sql select(Table table, String... columns) {
        List<String> read =
                columns.length == 0 ? table.columns().stream().map(Column::name).toList() : List.of(columns);
        read.forEach(table::column);
        return new Sql(Kind.SELECT, table, read, List.of(), List.of(), false, Lock.NONE);
    }

    /** Adds a row with values for these columns; the number that the database gives it is part of the result. */
    public static Sql insert(Table table, String... columns) {
        return setting(Kind.INSERT, table, List.of(columns));
    }

    /** Adds a row, or changes the one that has the same primary key. */
    public static Sql upsert(Table table, String... columns) {
        if (table.key().isEmpty() || !List.of(columns).containsAll(table.key())) {
            throw new IllegalArgumentException("an upsert needs a table with a key, and its values: " + table.name());
        }
        return setting(Kind.UPSERT, table, List.of(columns));
    }

    /** Changes these columns of some rows. */
    public static Sql update(Table table, String... columns) {
        return setting(Kind.UPDATE, table, List.of(columns));
    }

    /** Removes some rows. */
    public static Sql delete(Table table) {
        return new Sql(Kind.DELETE, table, List.of(), List.of(), List.of(), false, Lock.NONE);
    }

    private static Sql setting(Kind kind, Table table, List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a statement that sets no column of " + table.name());
        }
        columns.forEach(Table::requireName);
        return new Sql(kind, table, columns, List.of(), List.of(), false, Lock.NONE);
    }

    /** The same statement, for those rows alone whose column compares so with one more parameter. */
    public Sql where(String column, Condition.Operator operator) {
        if (kind == Kind.INSERT || kind == Kind.UPSERT) {
            throw new IllegalStateException("an insert has no conditions");
        }
        List<Condition> more = new ArrayList<>(conditions);
        more.add(new Condition(column, operator));
        return new Sql(kind, table, columns, more, order, paged, lock);
    }

    /** The same select, with the rows in the order of these columns, the lowest value first. */
    public Sql orderBy(String... names) {
        requireSelect();
        List.of(names).forEach(table::column);
        return new Sql(kind, table, columns, conditions, List.of(names), paged, lock);
    }

    /** The same select with two more parameters: how many rows at most, and how many to leave out ahead of them. */
    public Sql paged() {
        requireSelect();
        return new Sql(kind, table, columns, conditions, order, true, lock);
    }

    /** The same select, which locks what it finds. */
    public Sql locking(Lock wanted) {
        requireSelect();
        return new Sql(kind, table, columns, conditions, order, paged, wanted);
    }

    /** The same insert, upsert or update, which sets one more column; its parameter is the last of those. */
    public Sql setting(String column) {
        if (!sets()) {
            throw new IllegalStateException("a " + kind + " sets no columns");
        }
        List<String> more = new ArrayList<>(columns);
        more.add(column);
        return setting(kind, table, more).withConditions(conditions);
    }

    private Sql withConditions(List<Condition> all) {
        return new Sql(kind, table, columns, all, order, paged, lock);
    }

    private void requireSelect() {
        if (kind != Kind.SELECT) {
            throw new IllegalStateException("only a select has an order, pages and locks, not a " + kind);
        }
    }

    /** What it does. */
    public Kind kind() {
        return kind;
    }

    /** The table. */
    public Table table() {
        return table;
    }

    /** The columns that it reads or sets, in order. */
    public List<String> columns() {
        return columns;
    }

    /** The conditions, all of which a row has to meet. */
    public List<Condition> conditions() {
        return conditions;
    }

    /** The columns by which rows are ordered. */
    public List<String> order() {
        return order;
    }

    /** Whether limit and offset are its last parameters. */
    public boolean isPaged() {
        return paged;
    }

    /** What it locks. */
    public Lock lock() {
        return lock;
    }

    /** Whether it sets columns, whose values are its first parameters. */
    public boolean sets() {
        return kind == Kind.INSERT || kind == Kind.UPSERT || kind == Kind.UPDATE;
    }

    /** Whether it changes rows. */
    public boolean writes() {
        return kind != Kind.SELECT;
    }

    /** How many parameters it has. */
    public int parameters() {
        return (sets() ? columns.size() : 0) + conditions.size() + (paged ? 2 : 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (other == this) {
            return true;
        }
        return other instanceof Sql sql
                && hash == sql.hash
                && kind == sql.kind
                && table.equals(sql.table)
                && columns.equals(sql.columns)
                && conditions.equals(sql.conditions)
                && order.equals(sql.order)
                && paged == sql.paged
                && lock == sql.lock;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return kind + " " + table.name() + columns + conditions;
    }

    /** What a statement does. */
    public enum Kind {
        /** Reads rows. */
        SELECT,
        /** Adds a row. */
        INSERT,
        /** Adds a row or changes it. */
        UPSERT,
        /** Changes rows. */
        UPDATE,
        /** Removes rows. */
        DELETE
    }
}
