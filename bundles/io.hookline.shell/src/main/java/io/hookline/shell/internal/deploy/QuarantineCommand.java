package io.hookline.shell.internal.deploy;

import io.hookline.deploy.Deployer;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.text.Timestamps;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:quarantine}. */
@Component
@CommandName("quarantine")
public final class QuarantineCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public QuarantineCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the releases that are forbidden to run, or forbids one.")
                .withArgument(CommandArgument.optional("PLUGIN").withCompletion(deployer.completingReleases()))
                .withArgument(CommandArgument.optional("VERSION"))
                .withArgument(CommandArgument.any("REASON"))
                .withForm("", "Shows the releases that are forbidden to run, and why.")
                .withForm("PLUGIN VERSION REASON…", "Forbids a release to run.")
                .withDetails("A canary of the release is removed at once. A stable release runs until it is replaced.")
                .withExample("hook:quarantine ratelimit 1.1.0 loses calls")
                .withPermission(Role.VIEWER);
    }

    @Override
    public Role permission(Arguments arguments) {
        return arguments.positional().isEmpty() ? Role.VIEWER : Role.OPERATOR;
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        Arguments given = context.arguments();
        if (!given.positional().isEmpty()) {
            ReleaseArgument release = ReleaseArgument.of(given);
            if (release.rest().isEmpty()) {
                throw given.complaint("needs a reason");
            }
            deployer.ask(context, there -> {
                String plugin = ReleaseNames.of(there).plugin(release.plugin());
                there.quarantine(plugin, release.version(), String.join(" ", release.rest()));
                return plugin;
            });
        }
        return DeployReports.quarantine(deployer.ask(context, Deployer::quarantine), Timestamps.now(Instant.now()));
    }
}
