package io.hookline.shell.command;

import io.hookline.common.json.Json;
import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.shell.internal.text.Yaml;

/** Makes the text of a result: for a terminal, JSON or YAML. Immutable. */
public final class ResultFormatter {

    private final OutputFormat format;
    private final int width;

    private ResultFormatter(OutputFormat format, int width) {
        this.format = format;
        this.width = width;
    }

    /** Text in a format; the width of the terminal in characters counts for a table. */
    public static ResultFormatter of(OutputFormat format, int width) {
        return format == OutputFormat.TABLE ? text(width) : new ResultFormatter(format, width);
    }

    /** Text for a terminal of a width in characters. */
    public static ResultFormatter text(int width) {
        if (width <= 0) {
            throw new IllegalArgumentException("a terminal cannot be " + width + " characters wide");
        }
        return new ResultFormatter(OutputFormat.TABLE, width);
    }

    /** JSON: indented, keys in the order of the record. */
    public static ResultFormatter json() {
        return new ResultFormatter(OutputFormat.JSON, 0);
    }

    /** The text of a result, with line ends. */
    public String format(CommandResult result) {
        if (result instanceof ShownResult) {
            return "";
        }
        if (format != OutputFormat.TABLE) {
            return format == OutputFormat.JSON ? Json.of(result.data()) : Yaml.of(result.data());
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
