package io.hookline.shell.internal.audit;

import io.hookline.audit.status.AuditPipeline;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:spool}. */
@Component
@CommandName("spool")
public final class SpoolCommand implements Command {

    private final AuditPipeline pipeline;

    /** With the pipeline. */
    @Activate
    public SpoolCommand(@Reference AuditPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                        "Shows the audit records on disk, and what each output lacks: records, age, failures.")
                .withDetails(
                        "LAG is how many records of the spool an output has not passed, and OLDEST how long the"
                                + " first of them has waited. Records for other outputs count as well, until it has looked at"
                                + " them. An output is OPEN after several failures in a row: it gets single records as a trial.")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        SpoolReport report = new SpoolReport(pipeline.spool(), pipeline.outputs());
        return CommandResult.text(report, report::text);
    }
}
