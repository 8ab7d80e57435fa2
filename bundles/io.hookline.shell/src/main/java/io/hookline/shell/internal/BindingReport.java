package io.hookline.shell.internal;

import io.hookline.api.runtime.BindingState;
import io.hookline.api.runtime.BindingStatus;
import io.hookline.common.text.Table;
import java.util.List;

/** The rows that bind plain classes, as a table. */
final class BindingReport {

    private BindingReport() {}

    static String of(List<BindingStatus> rows, int screen) {
        if (rows.isEmpty()) {
            return "No class is bound by configuration. A row is a file conf/io.hookline.binding-NAME.cfg"
                    + " with plugin, class and point\n";
        }
        Table table = new Table("ROW", "STATE", "PLUGIN", "POINT", "PRIORITY", "CLASS", "DETAIL");
        for (BindingStatus row : rows) {
            table.row(
                    row.row(),
                    row.state(),
                    orDash(row.version().isEmpty() ? row.plugin() : row.plugin() + "@" + row.version()),
                    orDash(row.point()),
                    row.priority(),
                    orDash(row.className()),
                    row.state() == BindingState.BOUND ? "calls " + row.detail() : row.detail());
        }
        return table.text(screen);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
