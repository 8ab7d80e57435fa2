package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.config.RefusedConfiguration;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.text.Timestamps;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command {@code hook:status}. */
@Component
@CommandName("status")
public final class StatusCommand implements Command {

    private static final String ALL = "--all";

    private final DeployClient deployer;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Configurations configurations;

    /** With the deployer. */
    @Activate
    public StatusCommand(@Reference DeployClient deployer) {
        this.deployer = deployer;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows every release: state, heartbeat, calls, failures, latency, and problems.")
                .withOptions(CommandOption.flag(
                        ALL, "Shows also closed releases that a newer row replaces. JSON always has all."))
                .withDetails("States: LOADED (stopped, or about to run), WAITING (is to run, and lacks something),"
                        + " RUNNING, CANARY, STOPPING, CLOSED (its jar is kept), FAILED, QUARANTINED, FOREIGN (installed by"
                        + " other means than hook:deploy, and allowed by foreignBundles).")
                .withDetails("HEARTBEAT is the time since a call of its hooks ended, or its health check passed.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        List<ReleaseStatus> rows = deployer.ask(context, Deployer::status);
        return CommandResult.text(
                rows,
                width -> StatusReport.of(rows, context.arguments().has(ALL), Timestamps.now(Instant.now()), width)
                        + refused(width));
    }

    /** The configurations that are refused or cannot be used, which is no state of a release. */
    private String refused(int width) {
        Configurations there = configurations;
        StringBuilder text = new StringBuilder();
        if (there != null) {
            for (ConfigurationStatus one : there.all()) {
                RefusedConfiguration refused = one.refused();
                if (refused != null) {
                    refused.problems()
                            .forEach(problem -> text.append(Folded.of(
                                    "Refused configuration, " + Printable.of(one.pid()) + ": ",
                                    problem.message() + " (hook:config)",
                                    width,
                                    "  ")));
                }
                one.problems()
                        .forEach(problem -> text.append(Folded.of(
                                "Unusable configuration, " + Printable.of(one.pid()) + ": ",
                                problem.message() + " (hook:config)",
                                width,
                                "  ")));
            }
        }
        return text.toString();
    }
}
