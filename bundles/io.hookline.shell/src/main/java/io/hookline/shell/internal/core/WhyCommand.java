package io.hookline.shell.internal.core;

import io.hookline.api.runtime.OrderReason;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:why}. */
@Component
@CommandName("why")
public final class WhyCommand implements Command {

    private final CoreClient core;

    /** With the services of the core. */
    @Activate
    public WhyCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                        "Explains why one hook runs ahead of the other: the constraints, the ranking or the age.")
                .withArgument(CommandArgument.required("A").withCompletion(core.completingHooks()))
                .withArgument(CommandArgument.required("B").withCompletion(core.completingHooks()))
                .withDetails("A and B are names of hooks, or of the plugins that they belong to.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        String one = core.hookOrPlugin(context.arguments().positional(0));
        String other = core.hookOrPlugin(context.arguments().positional(1));
        List<OrderReason> reasons = core.runtime().why(one, other);
        return CommandResult.text(reasons, width -> WhyReport.of(one, other, reasons));
    }
}
