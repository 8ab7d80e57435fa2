package io.hookline.shell.internal.core;

import io.hookline.api.runtime.CandidateStatus;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:route}. */
@Component
@CommandName("route")
public final class RouteCommand implements Command {

    private static final String TYPE = "--type";

    private final CoreClient core;

    /** With the services of the core. */
    @Activate
    public RouteCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows which plugin a route leads to, and why: the best one that has all tags.")
                .withArgument(CommandArgument.any("TAG").withCompletion(core.completingTags()))
                .withOptions(CommandOption.value(
                        TYPE, "INTERFACE", "Considers only plugins that publish a service of this name."))
                .withDetails("The best plugin has the highest ranking, then the highest version, then the older"
                        + " service.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments arguments = context.arguments();
        List<String> tags = arguments.positional();
        Tags.check(core.plugins(), tags);
        String type = arguments.has(TYPE) ? arguments.value(TYPE) : null;
        List<CandidateStatus> candidates = core.plugins().candidates(type, tags.toArray(String[]::new));
        return CommandResult.text(candidates, width -> RouteReport.of(candidates, tags, type, width));
    }
}
