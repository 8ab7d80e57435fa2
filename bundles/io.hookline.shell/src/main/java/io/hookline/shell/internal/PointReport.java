package io.hookline.shell.internal;

import io.hookline.api.runtime.PointStatus;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import java.util.List;
import java.util.Locale;

/** The open points as a table. */
final class PointReport {

    private PointReport() {}

    static String of(List<PointStatus> points, int screen) {
        if (points.isEmpty()) {
            return "No hook point is open: no host is running. Look for one with: lb | grep gateway\n";
        }
        Table table = new Table("POINT", "HOOKS", "ON ERROR", "OPENED BY", "CONTRACT", "REQUIRED");
        for (PointStatus point : points) {
            table.row(
                    point.name(),
                    point.hooks(),
                    policy(point),
                    Printable.list(point.owners()),
                    simpleName(point.contract()),
                    required(point));
        }
        return table.text(screen);
    }

    static String policy(PointStatus point) {
        return point.errorPolicy().name().toLowerCase(Locale.ROOT);
    }

    /** What the point requires, with what is missing marked. */
    static String required(PointStatus point) {
        if (point.required().isEmpty()) {
            return "-";
        }
        return String.join(
                ", ",
                point.required().stream()
                        .map(name -> point.missing().contains(name) ? name + " (MISSING)" : name)
                        .toList());
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
