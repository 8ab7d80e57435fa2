package io.hookline.shell.internal.gateway;

import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.gateway.status.RefusedConfiguration;
import io.hookline.gateway.status.TargetStatus;
import io.hookline.shell.doctor.DoctorCheck;
import io.hookline.shell.doctor.Finding;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks the gateway: whether it runs, refused routes, and the health of upstreams. */
@Component
public final class GatewayCheck implements DoctorCheck {

    private final GatewayRoutes routes;

    /** With the gateway's routes. */
    @Activate
    public GatewayCheck(@Reference GatewayRoutes routes) {
        this.routes = routes;
    }

    @Override
    public List<Finding> findings() {
        if (!routes.isRunning()) {
            return List.of(Finding.problem(
                    "gateway",
                    "the gateway does not run, so no request is served",
                    "its configuration is refused, its port is taken, or a bundle that it needs is missing",
                    "see hook:config io.hookline.gateway, and hook:logs --level warn"));
        }
        List<Finding> findings = new ArrayList<>();
        for (RefusedConfiguration refused : routes.refused()) {
            findings.add(Finding.problem(
                    "gateway",
                    "the " + refused.kind() + " " + refused.name() + " is refused"
                            + (refused.kept() ? "; the last good one applies" : ""),
                    refused.reason(),
                    "correct its configuration: hook:config"));
        }
        for (TargetStatus target : routes.targets()) {
            if (!target.state().equals("up")) {
                findings.add(Finding.problem(
                        "upstreams",
                        target.target() + (target.single() ? "" : " of " + target.upstream()) + " is " + target.state(),
                        target.reason(),
                        "see hook:upstreams; start the server, or correct its address"));
            }
        }
        if (findings.isEmpty()) {
            int targets = routes.targets().size();
            findings.add(Finding.ok(
                    "gateway",
                    targets == 1
                            ? "it runs, and its upstream target is up"
                            : "it runs, and all " + targets + " upstream targets are up"));
        }
        return findings;
    }
}
