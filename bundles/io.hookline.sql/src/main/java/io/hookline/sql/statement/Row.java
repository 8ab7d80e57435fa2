package io.hookline.sql.statement;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that was read: the values of the statement's columns, by their places from 0. Immutable. */
public final class Row {

    private final @Nullable Object[] values;

    /** A row with these values. */
    public Row(List<? extends @Nullable Object> values) {
        this.values = values.toArray();
    }

    /** How many values it has. */
    public int size() {
        return values.length;
    }

    /** The value at a place, of the Java type of its column; null if there is none. */
    public @Nullable Object value(int place) {
        return values[place];
    }

    /** A number that is there. */
    public long getLong(int place) {
        return ((Number) present(place)).longValue();
    }

    /** A text that is there. */
    public String text(int place) {
        return (String) present(place);
    }

    /** A point in time that is there. */
    public Instant instant(int place) {
        return (Instant) present(place);
    }

    /** The same row with another value at a place. */
    public Row with(int place, @Nullable Object value) {
        @Nullable Object[] changed = values.clone();
        changed[place] = value;
        return new Row(Arrays.asList(changed));
    }

    private Object present(int place) {
        Object value = values[place];
        if (value == null) {
            throw new IllegalStateException("the row has no value at place " + place);
        }
        return value;
    }
}
