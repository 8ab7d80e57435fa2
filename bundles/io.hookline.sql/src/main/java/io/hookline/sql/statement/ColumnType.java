package io.hookline.sql.statement;

/** The types of columns that every dialect supports, with the Java type of their values. */
public enum ColumnType {

    /** A number that the database assigns, rising with each row; the primary key. {@code Long}. */
    IDENTITY,

    /** A 64-bit integer. {@code Long}. */
    LONG,

    /** A 32-bit integer. {@code Integer}. */
    INTEGER,

    /** True or false. {@code Boolean}. */
    BOOLEAN,

    /** An exact number with up to 38 digits, 9 of them behind the point. {@code java.math.BigDecimal}. */
    DECIMAL,

    /** A text of at most the column's length, in characters. {@code String}. */
    TEXT,

    /** At most as many bytes as the column's length. {@code byte[]}. */
    BYTES,

    /** A point in time, to the millisecond. {@code java.time.Instant}. */
    INSTANT
}
