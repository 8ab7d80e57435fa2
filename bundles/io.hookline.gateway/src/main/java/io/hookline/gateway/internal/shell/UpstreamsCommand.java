package io.hookline.gateway.internal.shell;

import io.hookline.gateway.internal.balance.UpstreamGroup;
import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.internal.route.Upstream;
import io.hookline.gateway.internal.upstream.UpstreamTarget;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows where the gateway sends requests to, and what is known of each target. */
@Component(service = Command.class)
@CommandName("upstreams")
public final class UpstreamsCommand implements Command {

    private static final CommandDescription DESCRIPTION = CommandDescription.of(
                    "Shows the targets that the gateway sends requests to: state, connections, requests, failures.")
            .withDetails("A target is up, ejected (it gets no requests for a time, because several in a row failed), or"
                    + " unhealthy (checks fail). If no target of a group is up, all of them get requests.");

    private final RouteSource source;

    /** With the configured routes. */
    @Activate
    public UpstreamsCommand(@Reference RouteSource source) {
        this.source = source;
    }

    @Override
    public CommandDescription description() {
        return DESCRIPTION;
    }

    @Override
    public CommandResult run(CommandContext context) {
        List<TargetRow> rows = new ArrayList<>();
        RunningRoutes.of(source).upstreams().values().forEach(upstream -> addTo(rows, upstream));
        return CommandResult.table(
                        rows,
                        Column.of("UPSTREAM", row -> row.single() ? "-" : row.upstream()),
                        Column.of("TARGET", TargetRow::target),
                        Column.of("STATE", TargetRow::state),
                        Column.of("WEIGHT", TargetRow::weight),
                        Column.of("CONNECTIONS", TargetRow::connections),
                        Column.of("IN FLIGHT", TargetRow::inFlight),
                        Column.of("CALLS", TargetRow::calls),
                        Column.of("FAILURES", TargetRow::failures),
                        Column.of("LAST FAILURE", row -> row.reason().isEmpty() ? "-" : row.reason()))
                .whenEmpty("There is no upstream. Set upstream of io.hookline.gateway, or add a file"
                        + " conf/io.hookline.gateway.upstream-NAME.cfg with targets");
    }

    private static void addTo(List<TargetRow> rows, Upstream upstream) {
        UpstreamGroup<UpstreamTarget> group = upstream.group();
        for (int i = 0; i < group.targets().size(); i++) {
            UpstreamTarget target = group.targets().get(i);
            rows.add(new TargetRow(
                    upstream.name(),
                    group.settings().isSingleAddress(),
                    target.name(),
                    group.stateOf(target).name().toLowerCase(Locale.ROOT),
                    group.settings().targets().get(i).weight(),
                    target.origin().connections(),
                    target.inFlight(),
                    target.calls(),
                    target.failures(),
                    target.reason()));
        }
    }

    /**
     * A target.
     *
     * @param upstream the group's name, or the address
     * @param single whether it is an address that belongs to no group
     * @param state {@code up}, {@code ejected} or {@code unhealthy}
     * @param reason what failed last, and why it is not up; empty if nothing has failed
     */
    record TargetRow(
            String upstream,
            boolean single,
            String target,
            String state,
            int weight,
            int connections,
            int inFlight,
            long calls,
            long failures,
            String reason) {}
}
