package io.hookline.shell.command;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The result of a command: data, and how it looks as text. As JSON the shell prints the data: a record, a list of
 * records, or a map. Immutable.
 */
public sealed interface CommandResult permits ShownResult, TableResult, TextResult {

    /** The data. */
    Object data();

    /** Why the command has failed, although it has a result to print; null if it has not failed. */
    @Nullable
    String failure();

    /**
     * A result with a text of its own.
     *
     * @param data a record, a list of records, or a map
     * @param text makes the text, with line ends, for a width of the terminal in characters; it has to escape what
     *     would control the terminal
     */
    static TextResult text(Object data, IntFunction<String> text) {
        return new TextResult(data, text, null);
    }

    /** Nothing further: the command has shown all while it worked, as one that follows something does. */
    static ShownResult shown() {
        return new ShownResult(null);
    }

    /**
     * A table with a row for each record.
     *
     * @param rows the records
     * @param columns the columns, at least one
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> TableResult<T> table(List<? extends T> rows, Column<T>... columns) {
        return new TableResult<>(List.copyOf(rows), List.of(columns), "", "");
    }
}
