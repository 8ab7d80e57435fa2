package io.hookline.shell.command;

import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param title its title
 * @param cell the cell's content for a record; its text is printed, a number on the right
 */
public record Column<T>(String title, Function<? super T, ?> cell) {

    /** A column. */
    public static <T> Column<T> of(String title, Function<? super T, ?> cell) {
        return new Column<>(title, cell);
    }
}
