package io.hookline.shell.internal;

import io.hookline.api.runtime.PluginDTO;
import java.util.ArrayList;
import java.util.List;

/** The plugins as a table. */
final class PluginReport {

    private PluginReport() {}

    static String of(List<PluginDTO> plugins, int screen) {
        if (plugins.isEmpty()) {
            return "No plugin is installed. Install one: felix:install file:/path/to/plugin.jar, then felix:start ID\n";
        }
        Table table = new Table("ID", "STATE", "PLUGIN", "VERSION", "POINTS");
        for (PluginDTO plugin : plugins) {
            table.row(plugin.bundleId(), plugin.state(), plugin.name(), plugin.version(), points(plugin));
        }
        return table.text(screen);
    }

    private static String points(PluginDTO plugin) {
        List<String> points = new ArrayList<>(plugin.active());
        plugin.standby().forEach(point -> points.add(point + " (stands by)"));
        plugin.asks().stream()
                .filter(point ->
                        !plugin.active().contains(point) && !plugin.standby().contains(point))
                .forEach(point -> points.add(point + " (asks for it, not in its chain: hook:refused says why)"));
        return points.isEmpty() ? "-" : String.join(", ", points);
    }
}
