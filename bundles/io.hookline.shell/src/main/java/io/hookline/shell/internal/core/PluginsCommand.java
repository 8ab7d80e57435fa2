package io.hookline.shell.internal.core;

import io.hookline.api.runtime.PluginStatus;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Command;
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

/** The command {@code hook:plugins}. */
@Component
@CommandName("plugins")
public final class PluginsCommand implements Command {

    private static final String TAGS = "--tags";

    private final CoreClient core;

    /** With the services of the core. */
    @Activate
    public PluginsCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the plugins: release, state, tags, points and dependencies.")
                .withOptions(CommandOption.value(TAGS, "TAG,…", "Shows only plugins that have all of these tags.")
                        .withCompletion(core.completingTags()))
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        List<String> tags = context.arguments().values(TAGS);
        Tags.check(core.plugins(), tags);
        List<PluginStatus> found = core.plugins().plugins(tags.toArray(String[]::new));
        return CommandResult.text(
                found,
                width -> found.isEmpty() && !tags.isEmpty()
                        ? "No plugin has all of these tags: " + Printable.list(tags) + "\n"
                        : PluginReport.of(found, width));
    }
}
