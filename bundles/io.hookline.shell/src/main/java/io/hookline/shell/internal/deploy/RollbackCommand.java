package io.hookline.shell.internal.deploy;

import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.Plan;
import io.hookline.deploy.ProgressListener;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
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

/** The command {@code hook:rollback}. */
@Component
@CommandName("rollback")
public final class RollbackCommand implements Command {

    private static final String TO = "--to";
    private static final String PLAN = "--plan";

    private final DeployClient deployer;

    /** With the deployer. */
    @Activate
    public RollbackCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Goes back to an earlier desired set, or with one plugin to its previous release.")
                .withArgument(CommandArgument.optional("PLUGIN|SET").withCompletion(deployer.completingPlugins()))
                .withOptions(
                        CommandOption.value(TO, "SET", "Names the set to go back to.")
                                .withCompletion(deployer.completingSets()),
                        CommandOption.flag(PLAN, "Shows what it would do; changes nothing."),
                        ChangeOptions.withConfig(),
                        ChangeOptions.force(),
                        ChangeOptions.waive(deployer))
                .withForm("", "Goes back to the set before the current one.")
                .withForm("--to SET", "Goes back to a set; the number alone does, too.")
                .withForm("PLUGIN", "Brings the previous release of the plugin back; all others stay.")
                .withForm("PLUGIN --to SET", "Brings the release back that the plugin had in a set.")
                .withDetails("The jars come from the store. The sets: hook:history")
                .withExample("hook:rollback ratelimit --plan")
                .withReason()
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        Arguments given = context.arguments();
        String typed = given.positional(0);
        boolean isSet = typed.matches("-?[0-9]+");
        if (isSet && given.has(TO)) {
            throw given.complaint("takes SET or " + TO + ", not both");
        }
        long set = isSet ? Arguments.number("SET", typed, 1) : given.number(TO, 1, 0);
        String plugin = isSet ? "" : typed;
        if (given.has(PLAN)) {
            Plan plan = deployer.ask(context, there -> there.plan(request(there, plugin, set, given)));
            return CommandResult.text(plan, width -> PlanReport.of(plan, width));
        }
        DeployResult result = deployer.ask(context, there -> {
            ChangeRequest request = request(there, plugin, set, given);
            ProgressListener progress = DeployClient.progress(context);
            return plugin.isEmpty()
                    ? there.rollback(set, request.options(), progress)
                    : there.rollback(request.subjects(), set, request.options(), progress);
        });
        return DeployReports.result(result);
    }

    private static ChangeRequest request(Deployer there, String plugin, long set, Arguments given) {
        DeployOptions options = ChangeOptions.of(given, ReleaseNames.of(there));
        return plugin.isEmpty()
                ? ChangeRequest.rollback(set, options)
                : ChangeRequest.rollback(List.of(ReleaseNames.withHistory(there).plugin(plugin)), set, options);
    }
}
