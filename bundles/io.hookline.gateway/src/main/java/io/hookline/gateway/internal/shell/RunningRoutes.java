package io.hookline.gateway.internal.shell;

import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.internal.route.Routing;
import io.hookline.shell.command.CommandException;

/** The routing of the running gateway, for commands. */
final class RunningRoutes {

    private RunningRoutes() {}

    static Routing of(RouteSource source) {
        Routing running = source.running();
        if (running == null) {
            throw new CommandException(
                    "the gateway does not run. Look for the reason with: hook:config io.hookline.gateway");
        }
        return running;
    }
}
