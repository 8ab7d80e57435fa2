package io.hookline.shell.internal.core;

import io.hookline.api.runtime.BindingState;
import io.hookline.api.runtime.BindingStatus;
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

/** The command {@code hook:bindings}. */
@Component
@CommandName("bindings")
public final class BindingsCommand implements Command {

    private final CoreClient core;

    /** With the services of the core. */
    @Activate
    public BindingsCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the plain classes that configuration binds to hook points.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        return CommandResult.table(
                        core.bindings().rows(),
                        Column.of("ROW", BindingStatus::row),
                        Column.of("STATE", BindingStatus::state),
                        Column.of("PLUGIN", row -> orDash(plugin(row))),
                        Column.of("POINT", row -> orDash(row.point())),
                        Column.of("PRIORITY", BindingStatus::priority),
                        Column.of("CLASS", row -> orDash(row.className())),
                        Column.of("DETAIL", BindingsCommand::detail))
                .whenEmpty("No class is bound by configuration. A row is a file conf/io.hookline.binding-NAME.cfg"
                        + " with plugin, class and point");
    }

    private static String plugin(BindingStatus row) {
        return row.version().isEmpty() ? row.plugin() : row.plugin() + "@" + row.version();
    }

    private static String detail(BindingStatus row) {
        return row.state() == BindingState.BOUND ? "calls " + row.detail() : row.detail();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
