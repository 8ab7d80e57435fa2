package io.hookline.admin.internal;

import io.hookline.admin.internal.access.LoginCodes;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:console}. */
@Component
@CommandName("console")
public final class ConsoleCommand implements Command {

    private final AccessService access;

    /** With the sessions. */
    @Activate
    public ConsoleCommand(@Reference AccessService access) {
        this.access = access;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Prints an address that logs you in to the console, once, within a minute.")
                .withDetails("You are an administrator there. Others log in by a token: hook:token create NAME")
                .withPermission(Role.ADMIN);
    }

    @Override
    public CommandResult run(CommandContext context) {
        String url = access.url();
        if (url == null) {
            throw new CommandException(
                    "There is no TCP listener, so the console cannot be opened. Why: log/hookline.log;"
                            + " its options: hook:config " + AdminConfig.PID);
        }
        String code = access.guards().codes().create(context.actor(), Role.ADMIN);
        Login login = new Login(url + "/login?code=" + code, LoginCodes.LIFETIME.toSeconds());
        return CommandResult.text(login, width -> login.url() + "\n");
    }

    /**
     * An address that logs in.
     *
     * @param seconds how long it can be used
     */
    record Login(String url, long seconds) {}
}
