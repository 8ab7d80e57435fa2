package io.hookline.shell.internal.core;

import io.hookline.api.runtime.PluginStatus;
import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import java.util.ArrayList;
import java.util.List;

/** The plugins as a table, and their dependencies below it. */
final class PluginReport {

    private PluginReport() {}

    static String of(List<PluginStatus> plugins, int screen) {
        if (plugins.isEmpty()) {
            return "No plugin is installed. Install one: hook:deploy /path/to/plugin.jar\n";
        }
        Table table = new Table("ID", "STATE", "PLUGIN", "VERSION", "KNOWN AS", "TAGS", "POINTS");
        for (PluginStatus plugin : plugins) {
            table.row(
                    plugin.bundleId(),
                    plugin.state(),
                    plugin.name(),
                    plugin.version(),
                    knownAs(plugin),
                    Printable.list(plugin.tags()),
                    points(plugin));
        }
        StringBuilder text = new StringBuilder(table.text(screen));
        for (PluginStatus plugin : plugins) {
            String label = plugin.name() + " " + plugin.version();
            if (!plugin.dependsOn().isEmpty()) {
                text.append(Folded.of(label + " depends on ", String.join(", ", plugin.dependsOn()), screen, "  "));
            }
            if (!plugin.dependants().isEmpty()) {
                text.append(
                        Folded.of(label + " is required by ", String.join(", ", plugin.dependants()), screen, "  "));
            }
        }
        return text.toString();
    }

    /** Its id, with its version if that differs from the bundle's. */
    private static String knownAs(PluginStatus plugin) {
        boolean same = plugin.pluginVersion().equals(plugin.version());
        if (same) {
            return plugin.id().equals(plugin.name()) ? "-" : plugin.id();
        }
        return plugin.id() + " " + plugin.pluginVersion();
    }

    private static String points(PluginStatus plugin) {
        List<String> points = new ArrayList<>(plugin.active());
        plugin.standby().forEach(point -> points.add(point + " (stands by)"));
        plugin.asks().stream()
                .filter(point ->
                        !plugin.active().contains(point) && !plugin.standby().contains(point))
                .forEach(point -> points.add(point + " (required, not in its chain: see hook:refused)"));
        return points.isEmpty() ? "-" : String.join(", ", points);
    }
}
