package io.hookline.shell.internal.core;

import io.hookline.api.runtime.PointStatus;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.CommandResult;
import java.util.List;
import java.util.Locale;

/** The open points as a table. */
final class PointReport {

    private PointReport() {}

    static CommandResult of(List<PointStatus> points) {
        return CommandResult.table(
                        points,
                        Column.of("POINT", PointStatus::name),
                        Column.of("HOOKS", PointStatus::hooks),
                        Column.of("ON ERROR", PointReport::policy),
                        Column.of("OPENED BY", point -> Printable.list(point.owners())),
                        Column.of("CONTRACT", point -> simpleName(point.contract())),
                        Column.of("REQUIRED", PointReport::required))
                .whenEmpty("No hook point is open: no host is running. Look for one with: lb | grep gateway");
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
