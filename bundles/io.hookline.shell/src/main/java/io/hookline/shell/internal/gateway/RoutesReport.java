package io.hookline.shell.internal.gateway;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.gateway.status.RefusedConfiguration;
import io.hookline.gateway.status.RouteStatus;
import io.hookline.gateway.status.RouteStatus.UpstreamShare;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code hook:routes} prints. */
record RoutesReport(List<RouteStatus> routes, List<RefusedConfiguration> refused) {

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
            routes.forEach(row -> table.row(row.route(), row.priority(), row.calls(), upstreamsOf(row), row.match()));
            text.append(table.text(width));
        }
        for (RefusedConfiguration one : refused) {
            String kept = one.kept() ? ", the last good one stays" : "";
            text.append('\n')
                    .append(Folded.of("refused: ", one.kind() + " " + one.name() + kept + ": " + one.reason(), width));
        }
        return text.toString();
    }

    /** The name of the upstream, or the names of several with their weights, and what decides among them. */
    static String upstreamsOf(RouteStatus route) {
        List<UpstreamShare> upstreams = route.upstreams();
        if (upstreams.isEmpty()) {
            return "refused: 503";
        }
        return upstreams.size() == 1
                ? upstreams.get(0).name()
                : upstreams.stream()
                        .map(upstream -> upstream.name() + ":" + upstream.weight())
                        .collect(Collectors.joining(
                                ", ", "", route.stickyBy().isEmpty() ? "" : " by " + route.stickyBy()));
    }
}
