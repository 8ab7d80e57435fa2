package io.hookline.shell.internal;

import io.hookline.api.runtime.RefusedHook;
import io.hookline.common.text.Table;
import java.util.List;

/** What was refused, as a table. */
final class RefusedReport {

    private RefusedReport() {}

    static String of(List<RefusedHook> refused, int screen) {
        if (refused.isEmpty()) {
            return "Nothing is refused: every hook stands in its chain or stands by. The plugins: hook:plugins\n";
        }
        Table table = new Table("ID", "NAME", "PLUGIN", "REASON", "DETAIL");
        for (RefusedHook one : refused) {
            table.row(one.bundleId(), one.name(), one.plugin() + "@" + one.version(), one.reason(), one.detail());
        }
        return table.text(screen);
    }
}
