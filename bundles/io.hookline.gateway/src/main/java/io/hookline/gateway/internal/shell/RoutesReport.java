package io.hookline.gateway.internal.shell;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.gateway.internal.config.RouteSettings.WeightedUpstream;
import io.hookline.gateway.internal.route.Route;
import io.hookline.gateway.internal.route.RouteTable;
import io.hookline.gateway.internal.route.RoutingPlan.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code hook:routes} says.
 *
 * @param routes in the order in which they are tried, the default one last
 * @param refused configurations of routes and upstreams that are refused
 */
record RoutesReport(List<RouteRow> routes, List<Problem> refused) {

    static RoutesReport of(RouteTable table, List<Problem> problems) {
        List<RouteRow> rows = new ArrayList<>();
        table.routes().forEach(route -> rows.add(RouteRow.of(route)));
        Route fallback = table.fallback();
        if (fallback != null) {
            rows.add(RouteRow.of(fallback));
        }
        return new RoutesReport(rows, List.copyOf(problems));
    }

    String text(int width) {
        StringBuilder text = new StringBuilder();
        if (routes.isEmpty()) {
            text.append(Folded.of(
                    "",
                    "There is no route. Set upstream of io.hookline.gateway, or add a file"
                            + " conf/io.hookline.gateway.route-NAME.cfg with path and upstream",
                    width));
        } else {
            Table table = new Table("ROUTE", "PRIORITY", "CALLS", "UPSTREAM", "MATCH");
            routes.forEach(row -> table.row(row.route(), row.priority(), row.calls(), row.upstreamText(), row.match()));
            text.append(table.text(width));
        }
        for (Problem problem : refused) {
            String kept = problem.kept() ? ", the last good one stays" : "";
            text.append('\n')
                    .append(Folded.of(
                            "refused: ",
                            problem.kind() + " " + problem.name() + kept + ": " + problem.reason(),
                            width));
        }
        return text.toString();
    }

    /**
     * A route.
     *
     * @param match what requests it takes, in words
     */
    record RouteRow(String route, int priority, String match, List<WeightedUpstream> upstreams, long calls) {

        static RouteRow of(Route route) {
            boolean fallback = route.settings().priority() == Integer.MIN_VALUE;
            return new RouteRow(
                    route.name(),
                    fallback ? 0 : route.settings().priority(),
                    fallback ? "everything else" : route.settings().match().text(),
                    route.settings().upstreams(),
                    route.calls());
        }

        String upstreamText() {
            if (upstreams.size() == 1) {
                return upstreams.get(0).name();
            }
            return String.join(
                    ", ",
                    upstreams.stream()
                            .map(upstream -> upstream.name() + ":" + upstream.weight())
                            .toList());
        }
    }
}
