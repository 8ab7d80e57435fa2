package io.hookline.shell.internal.core;

import io.hookline.shell.command.Column;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.deploy.DeployClient;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:refused}. */
@Component
@CommandName("refused")
public final class RefusedCommand implements Command {

    private final CoreClient core;
    private final DeployClient deploy;

    /** With the services of the core and the deployer. */
    @Activate
    public RefusedCommand(@Reference CoreClient core, @Reference DeployClient deploy) {
        this.core = core;
        this.deploy = deploy;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                        "Shows the hooks that were refused and the plugins that do not run although they are to, with reasons.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        return CommandResult.table(
                        RefusedRow.of(core.runtime().refused(), deploy.notRunning()),
                        Column.of("ID", RefusedRow::id),
                        Column.of("NAME", RefusedRow::name),
                        Column.of("PLUGIN", RefusedRow::release),
                        Column.of("REASON", RefusedRow::reason),
                        Column.of("DETAIL", RefusedRow::detail))
                .whenEmpty("Nothing is refused: every hook is in its chain or stands by. The plugins: hook:plugins");
    }
}
