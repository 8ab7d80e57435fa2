package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Printable;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.UnloadStatus;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.text.Timestamps;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:leaks}. */
@Component
@CommandName("leaks")
public final class LeaksCommand implements Command {

    private static final String HEAP = "--heap";

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public LeaksCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                        "Shows whether the classes of removed releases are gone, and what holds the others.")
                .withArgument(CommandArgument.optional("PLUGIN").withCompletion(deployer.completingRemoved()))
                .withArgument(CommandArgument.optional("VERSION"))
                .withOptions(CommandOption.flag(
                        HEAP, "Searches a heap dump for what holds a release. Stops all threads for some seconds."))
                .withForm("", "Shows all removed releases.")
                .withForm("--heap PLUGIN VERSION", "Shows the path by which a release is held.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public Role permission(Arguments arguments) {
        return arguments.has(HEAP) ? Role.OPERATOR : Role.VIEWER;
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        Arguments given = context.arguments();
        if (given.has(HEAP)) {
            return path(context);
        }
        if (!given.positional().isEmpty()) {
            throw given.complaint("takes " + ReleaseArgument.USAGE + " only with " + HEAP);
        }
        List<UnloadStatus> unloads = deployer.ask(context, Deployer::unloads);
        return CommandResult.text(unloads, width -> LeaksReport.of(unloads, Timestamps.now(Instant.now()), width));
    }

    private CommandResult path(CommandContext context) throws InterruptedException {
        Arguments given = context.arguments();
        if (given.positional().isEmpty()) {
            throw given.complaint("needs " + ReleaseArgument.USAGE + " with " + HEAP);
        }
        ReleaseArgument release = ReleaseArgument.of(given);
        HeapPath path = new HeapPath(deployer.ask(
                context,
                there -> there.heapPath(ReleaseNames.of(there).plugin(release.plugin()) + " " + release.version())));
        return CommandResult.text(path, width -> Printable.lines(path.path()) + "\n");
    }

    /**
     * What holds a release.
     *
     * @param path the references that lead to it, in lines
     */
    record HeapPath(String path) {}
}
