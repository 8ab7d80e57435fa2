package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Folded;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:parole}. */
@Component
@CommandName("parole")
public final class ParoleCommand implements Command {

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public ParoleCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Allows a quarantined release to run again; does not start it.")
                .withArgument(CommandArgument.required("PLUGIN").withCompletion(deployer.completingQuarantined()))
                .withArgument(CommandArgument.optional("VERSION"))
                .withForm("PLUGIN VERSION", "")
                .withForm("PLUGIN@VERSION", "")
                .withReason()
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        ReleaseArgument release = ReleaseArgument.of(context.arguments());
        String plugin = deployer.ask(context, there -> {
            String name = ReleaseNames.of(there).plugin(release.plugin());
            there.parole(name, release.version());
            return name;
        });
        String label = plugin + " " + release.version();
        return CommandResult.text(
                new Paroled(label),
                width -> Folded.of(
                        "",
                        label + " may run again. Start it: hook:deploy " + plugin + "@" + release.version(),
                        width));
    }

    /**
     * The result.
     *
     * @param paroled name and version of the release
     */
    record Paroled(String paroled) {}
}
