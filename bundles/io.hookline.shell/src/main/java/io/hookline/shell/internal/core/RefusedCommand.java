package io.hookline.shell.internal.core;

import io.hookline.api.runtime.RefusedHook;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:refused}. */
@Component
@CommandName("refused")
public final class RefusedCommand implements Command {

    private final CoreClient core;

    /** With the services of the core. */
    @Activate
    public RefusedCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                "Shows the hooks that were refused and the plugins that do not resolve, each with its reason.");
    }

    @Override
    public CommandResult run(CommandContext context) {
        return CommandResult.table(
                        core.runtime().refused(),
                        Column.of("ID", RefusedHook::bundleId),
                        Column.of("NAME", RefusedHook::name),
                        Column.of("PLUGIN", hook -> hook.plugin() + "@" + hook.version()),
                        Column.of("REASON", RefusedHook::reason),
                        Column.of("DETAIL", RefusedHook::detail))
                .whenEmpty("Nothing is refused: every hook is in its chain or stands by. The plugins: hook:plugins");
    }
}
