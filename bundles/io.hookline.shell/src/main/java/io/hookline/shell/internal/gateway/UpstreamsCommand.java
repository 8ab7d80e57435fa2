package io.hookline.shell.internal.gateway;

import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.gateway.status.TargetStatus;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:upstreams}. */
@Component
@CommandName("upstreams")
public final class UpstreamsCommand implements Command {

    private final GatewayRoutes routes;

    /** With the gateway's routes. */
    @Activate
    public UpstreamsCommand(@Reference GatewayRoutes routes) {
        this.routes = routes;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                        "Shows the targets that the gateway sends requests to: state, connections, requests, failures.")
                .withDetails("A target is up, ejected (it gets no requests for a time, because several in a row"
                        + " failed), or unhealthy (checks fail). If no target of a group is up, all of them get"
                        + " requests.")
                .withPermission(Role.VIEWER);
    }

    /** What failed is old news once the target is up again. */
    private static String whyNot(TargetStatus target) {
        return target.state().equals("up") || target.reason().isEmpty() ? "-" : target.reason();
    }

    @Override
    public CommandResult run(CommandContext context) {
        GatewayState.checkRunning(routes);
        return CommandResult.table(
                        routes.targets(),
                        Column.of("UPSTREAM", target -> target.single() ? "-" : target.upstream()),
                        Column.of("TARGET", TargetStatus::target),
                        Column.of("STATE", TargetStatus::state),
                        Column.of("WEIGHT", TargetStatus::weight),
                        Column.of("CONNECTIONS", TargetStatus::connections),
                        Column.of("IN FLIGHT", TargetStatus::inFlight),
                        Column.of("CALLS", TargetStatus::calls),
                        Column.of("FAILURES", TargetStatus::failures),
                        Column.of("WHY NOT", UpstreamsCommand::whyNot))
                .whenEmpty("There is no upstream. Set upstream of io.hookline.gateway, or add a file"
                        + " conf/io.hookline.gateway.upstream-NAME.cfg with targets");
    }
}
