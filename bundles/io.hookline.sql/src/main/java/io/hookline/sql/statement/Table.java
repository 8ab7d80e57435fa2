package io.hookline.sql.statement;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table with its columns. Immutable.
 *
 * @param name its name, see {@link #requireName}
 * @param columns its columns, in order
 * @param key the names of the columns of the primary key; empty if a column of the type {@code IDENTITY} is the key
 */
public record Table(String name, List<Column> columns, List<String> key) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** Checks the names and copies the lists. */
    public Table {
        requireName(name);
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        List<String> names = columns.stream().map(Column::name).toList();
        if (columns.isEmpty() || names.stream().distinct().count() < names.size() || !names.containsAll(key)) {
            throw new IllegalArgumentException(
                    "the table " + name + " needs columns of different names, and those of its key: " + names);
        }
    }

    /** A table whose key is its column of the type {@code IDENTITY}, if it has one. */
    public static Table of(String name, Column... columns) {
        return new Table(name, List.of(columns), List.of());
    }

    /** The same table with a primary key. */
    public Table withKey(String... names) {
        return new Table(name, columns, List.of(names));
    }

    /** The column of that name. */
    public Column column(String wanted) {
        for (Column column : columns) {
            if (column.name().equals(wanted)) {
                return column;
            }
        }
        throw new IllegalArgumentException("the table " + name + " has no column " + wanted);
    }

    /**
     * Returns the name if it can name a table or column in every database: lower-case letters, digits and underscores,
     * a letter first, at most 63. The dialect writes it in the case in which its database keeps unquoted names.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot name a table or column: use lower-case letters,"
                    + " digits and underscores, a letter first, at most 63");
        }
        return name;
    }
}
