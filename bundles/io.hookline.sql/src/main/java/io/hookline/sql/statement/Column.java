package io.hookline.sql.statement;

import java.util.Objects;

/**
 * A column of a table.
 *
 * @param name its name, see {@link Table#requireName}
 * @param type the type of its values
 * @param length the greatest length of a text or of bytes; 0 for the other types
 * @param nullable whether a row may have no value in it
 */
public record Column(String name, ColumnType type, int length, boolean nullable) {

    /** Checks name and length. */
    public Column {
        Table.requireName(name);
        Objects.requireNonNull(type, "type");
        boolean sized = type == ColumnType.TEXT || type == ColumnType.BYTES;
        if (sized ? length < 1 : length != 0) {
            throw new IllegalArgumentException(
                    "the column " + name + " of the type " + type + " cannot have the length " + length + ": "
                            + (sized ? "it has to be 1 or more" : "only texts and bytes have one"));
        }
    }

    /** A column that always has a value, and whose type has no length. */
    public static Column of(String name, ColumnType type) {
        return new Column(name, type, 0, false);
    }

    /** A text that always has a value. */
    public static Column text(String name, int length) {
        return new Column(name, ColumnType.TEXT, length, false);
    }

    /** Bytes that always have a value. */
    public static Column bytes(String name, int length) {
        return new Column(name, ColumnType.BYTES, length, false);
    }

    /** The same column, in which a row may have no value. */
    public Column optional() {
        return new Column(name, type, length, true);
    }
}
