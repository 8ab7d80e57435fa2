package io.hookline.shell.internal.gateway;

import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.shell.command.CommandException;

/** Whether there is something to show. */
final class GatewayState {

    private GatewayState() {}

    static void checkRunning(GatewayRoutes routes) {
        if (!routes.isRunning()) {
            throw new CommandException(
                    "the gateway does not run. Look for the reason with: hook:config io.hookline.gateway");
        }
    }
}
