package io.hookline.shell.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with a row for each record: see {@link CommandResult#table}. The shell fits it to the terminal, and escapes
 * what would control it.
 *
 * @param data the records
 * @param columns the columns; the last one is folded where the terminal is narrow
 * @param empty a sentence for the case that there is no row; it names the next step
 * @param footer a sentence below the table; may be empty
 */
public record TableResult<T>(List<T> data, List<Column<T>> columns, String empty, String footer)
        implements CommandResult {

    /** Copies the lists. */
    public TableResult {
        data = List.copyOf(data);
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table needs a column");
        }
    }

    /** Sets the sentence that is printed if there is no row. */
    public TableResult<T> whenEmpty(String sentence) {
        return new TableResult<>(data, columns, sentence, footer);
    }

    /** Sets the sentence below the table. */
    public TableResult<T> withFooter(String sentence) {
        return new TableResult<>(data, columns, empty, sentence);
    }

    @Override
    public @Nullable String failure() {
        return null;
    }
}
