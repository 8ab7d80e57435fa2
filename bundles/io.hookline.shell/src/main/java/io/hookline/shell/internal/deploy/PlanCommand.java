package io.hookline.shell.internal.deploy;

import io.hookline.deploy.Plan;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:plan}. */
@Component
@CommandName("plan")
public final class PlanCommand implements Command {

    private static final String CHECK = "--check";

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public PlanCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows what deploying jars would do; changes nothing.")
                .withArgument(DeploySources.argument(deployer))
                .withOptions(
                        ChangeOptions.set(deployer),
                        ChangeOptions.withConfig(),
                        ChangeOptions.waive(deployer),
                        ChangeOptions.downgrade(),
                        ChangeOptions.force(),
                        CommandOption.flag(CHECK, "Fails if the plan would be refused, for pipelines."))
                .withDetails("It shows the version check, the resolution, the chains before and after, and the blast"
                        + " radius.")
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        Plan plan = deployer.ask(context, there -> {
            ReleaseNames names = ReleaseNames.of(there);
            return there.plan(
                    names.sources(context.folder(), context.arguments().positional()),
                    ChangeOptions.of(context.arguments(), names));
        });
        boolean fails = context.arguments().has(CHECK) && !plan.refusals().isEmpty();
        return CommandResult.text(plan, width -> PlanReport.of(plan, width))
                .withFailure(
                        fails
                                ? "The plan would be refused: "
                                        + plan.refusals().get(0).message()
                                : null);
    }
}
