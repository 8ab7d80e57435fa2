package io.hookline.plugin.breaker.shell;

import io.hookline.common.text.Table;
import io.hookline.plugin.breaker.internal.BreakerState;
import io.hookline.plugin.breaker.internal.UpstreamBreakers;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the breakers of upstreams. */
@Component(service = Command.class)
@CommandName("breakers")
public final class BreakersCommand implements Command {

    private static final CommandDescription DESCRIPTION =
            CommandDescription.of("Shows the circuit breakers of the upstreams that were called.");

    private final UpstreamBreakers breakers;

    /** With the breakers. */
    @Activate
    public BreakersCommand(@Reference UpstreamBreakers breakers) {
        this.breakers = breakers;
    }

    @Override
    public CommandDescription description() {
        return DESCRIPTION.withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        List<BreakerState> states = breakers.states();
        return CommandResult.text(states, width -> text(states, width));
    }

    private static String text(List<BreakerState> states, int width) {
        if (states.isEmpty()) {
            return "No upstream was called yet.\n";
        }
        Table table = new Table("UPSTREAM", "STATE", "FAILED", "SLOW", "CALLS", "REFUSED");
        for (BreakerState state : states) {
            table.row(
                    state.upstream(),
                    state.state(),
                    percent(state.failedPercent()),
                    percent(state.slowPercent()),
                    state.calls(),
                    state.refused());
        }
        return table.text(width);
    }

    private static String percent(int value) {
        return value < 0 ? "-" : value + " %";
    }
}
