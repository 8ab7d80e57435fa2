package io.hookline.shell.internal.core;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RouteStatus;
import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A point's chain as text: the point, its hooks in the order of a call, those that stand by, and the routes. */
public final class ChainReport {

    private ChainReport() {}

    static String of(ChainStatus chain, int screen) {
        PointStatus point = chain.point();
        StringBuilder text = new StringBuilder();
        text.append(Printable.of(point.name()))
                .append("  generation ")
                .append(chain.generation())
                .append(", on error ")
                .append(PointReport.policy(point))
                .append(", opened by ")
                .append(Printable.list(point.owners()))
                .append('\n');
        text.append("contract  ").append(Printable.of(point.contract())).append('\n');
        text.append("runs as   ")
                .append(chain.compiled() ? "a class compiled for this chain" : "a loop")
                .append('\n');
        text.append("calls     ")
                .append(chain.nonBlocking() ? "never block: an I/O thread may make them" : "may block")
                .append('\n');
        text.append("required  ")
                .append(Printable.of(PointReport.required(point)))
                .append('\n');
        if (!point.missing().isEmpty()) {
            text.append(
                    "No call passes while a required plugin is missing. Why it does not run: hook:refused; start it:"
                            + " hook:start " + Printable.of(point.missing().get(0)) + "\n");
        }
        text.append('\n').append(hooks(chain, screen));
        chain.routes().forEach(route -> route(route, text, screen));
        failures(chain, text);
        return text.toString();
    }

    private static String hooks(ChainStatus chain, int screen) {
        if (chain.hooks().isEmpty() && chain.standby().isEmpty()) {
            return "No hook is here. Start a plugin that requires this point: hook:plugins\n";
        }
        Table table = table();
        int order = 1;
        for (HookStatus hook : chain.hooks()) {
            row(table, String.valueOf(order++), hook);
        }
        for (HookStatus hook : chain.standby()) {
            row(table, "-", hook);
        }
        String text = table.text(screen);
        return chain.standby().isEmpty()
                ? text
                : text + "Rows with - stand by: a newer release of the plugin has replaced them.\n";
    }

    /** The hooks of a route. */
    private static void route(RouteStatus route, StringBuilder text, int screen) {
        text.append('\n').append(Folded.of("Route: ", route.name(), screen, "  "));
        if (route.hooks().isEmpty()) {
            text.append("No hook is on it.\n");
            return;
        }
        Table table = table();
        int order = 1;
        for (HookStatus hook : route.hooks()) {
            row(table, String.valueOf(order++), hook);
        }
        text.append(table.text(screen));
    }

    private static Table table() {
        return new Table(
                "#",
                "HOOK",
                "PLUGIN",
                "RANKING",
                "ON FAILURE",
                "GUARD",
                "NON-BLOCKING",
                "CALLS",
                "FAILED",
                "CONSTRAINTS");
    }

    private static void row(Table table, String order, HookStatus hook) {
        GuardStatus guard = hook.guard();
        table.row(
                order,
                hook.name(),
                plugin(hook),
                hook.ranking(),
                guard == null ? "-" : GuardReport.onFailure(guard),
                guard == null ? "-" : GuardReport.guard(guard),
                guard == null ? "-" : GuardReport.nonBlocking(guard),
                hook.calls(),
                hook.failures(),
                constraints(hook));
    }

    /** A hook's plugin and version. */
    public static String plugin(HookStatus hook) {
        return hook.plugin() + "@" + hook.version();
    }

    private static String constraints(HookStatus hook) {
        List<String> constraints = new ArrayList<>();
        if (!hook.before().isEmpty()) {
            constraints.add("before " + String.join(", ", hook.before()));
        }
        if (!hook.after().isEmpty()) {
            constraints.add("after " + String.join(", ", hook.after()));
        }
        return constraints.isEmpty() ? "-" : String.join("; ", constraints);
    }

    private static void failures(ChainStatus chain, StringBuilder text) {
        Set<Long> shown = new HashSet<>();
        chain.hooks().forEach(hook -> failure(hook, shown, text));
        chain.routes().forEach(route -> route.hooks().forEach(hook -> failure(hook, shown, text)));
    }

    private static void failure(HookStatus hook, Set<Long> shown, StringBuilder text) {
        String failure = hook.lastFailure();
        if (failure != null && shown.add(hook.serviceId())) {
            text.append("Last failure of ")
                    .append(Printable.of(hook.name()))
                    .append(": ")
                    .append(Printable.of(failure))
                    .append('\n');
        }
    }
}
