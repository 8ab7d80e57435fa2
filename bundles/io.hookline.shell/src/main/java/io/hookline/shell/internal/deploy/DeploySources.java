package io.hookline.shell.internal.deploy;

import io.hookline.deploy.DeployResult;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandResult;

/** What {@code hook:deploy} and {@code hook:swap} have in common. */
final class DeploySources {

    private DeploySources() {}

    /** At least one jar or release. */
    static CommandArgument argument(DeployClient deployer) {
        return CommandArgument.some("FILE|URL|PLUGIN@VERSION")
                .withCompletion(deployer.completingReleases().withFiles());
    }

    static CommandDescription describe(String summary, DeployClient deployer) {
        return CommandDescription.of(summary)
                .withArgument(argument(deployer))
                .withOptions(
                        ChangeOptions.set(deployer),
                        ChangeOptions.withConfig(),
                        ChangeOptions.waive(deployer),
                        ChangeOptions.downgrade(),
                        ChangeOptions.force(),
                        ChangeOptions.ready())
                .withReason();
    }

    /**
     * Deploys.
     *
     * @param replacing whether each release has to replace one that runs
     */
    static CommandResult deploy(DeployClient deployer, CommandContext context, boolean replacing)
            throws InterruptedException {
        DeployResult result = deployer.ask(context, there -> {
            ReleaseNames names = ReleaseNames.of(there);
            return there.deploy(
                    names.sources(context.folder(), context.arguments().positional()),
                    ChangeOptions.of(context.arguments(), names).withReplacing(replacing),
                    DeployClient.progress(context));
        });
        return DeployReports.result(result);
    }
}
