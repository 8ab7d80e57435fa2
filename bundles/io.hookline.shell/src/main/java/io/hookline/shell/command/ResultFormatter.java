package io.hookline.shell.command;

import io.hookline.common.json.Json;
import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;

/** Makes the text of a result: for a terminal, or JSON. Immutable. */
public final class ResultFormatter {

    private static final int NO_WIDTH = 0;

    private final int width;

    private ResultFormatter(int width) {
        this.width = width;
    }

    /** Text for a terminal of a width in characters. */
    public static ResultFormatter text(int width) {
        if (width <= 0) {
            throw new IllegalArgumentException("a terminal cannot be " + width + " characters wide");
        }
        return new ResultFormatter(width);
    }

    /** JSON: indented, keys in the order of the record. */
    public static ResultFormatter json() {
        return new ResultFormatter(NO_WIDTH);
    }

    /** The text of a result, with line ends. */
    public String format(CommandResult result) {
        if (width == NO_WIDTH) {
            return Json.of(result.data());
        }
        if (result instanceof TableResult<?> table) {
            return table(table);
        }
        return ((TextResult) result).text().apply(width);
    }

    private <T> String table(TableResult<T> result) {
        if (result.data().isEmpty() && !result.empty().isEmpty()) {
            return Folded.of("", result.empty(), width);
        }
        Table table = new Table(result.columns().stream().map(Column::title).toArray(String[]::new));
        for (T row : result.data()) {
            table.row(result.columns().stream()
                    .map(column -> column.cell().apply(row))
                    .toArray());
        }
        String footer = result.footer().isEmpty() ? "" : Folded.of("", result.footer(), width);
        return table.text(width) + footer;
    }
}
