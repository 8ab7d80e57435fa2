package io.hookline.shell.internal.doctor;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import io.hookline.shell.doctor.DoctorCheck;
import io.hookline.shell.doctor.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code hook:doctor}. */
@Component
@CommandName("doctor")
public final class DoctorCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(DoctorCommand.class);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<DoctorCheck> checks = List.of();

    /** With the checks that come. */
    @Activate
    public DoctorCommand() {}

    DoctorCommand(List<DoctorCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Checks the instance, and explains what is wrong and what to do about it.")
                .withDetails(
                        "It changes nothing. It fails, so that the client ends with status 1, if something is wrong;"
                                + " warnings alone are no failure.")
                .withExample("hook:doctor")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        List<Finding> findings = new ArrayList<>();
        for (DoctorCheck check : checks) {
            findings.addAll(findings(check));
        }
        findings.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::area));
        long problems = count(findings, Finding.Severity.PROBLEM);
        long warnings = count(findings, Finding.Severity.WARNING);
        return CommandResult.text(findings, width -> text(findings, width))
                .withFailure(
                        problems == 0
                                ? null
                                : problems
                                        + (problems == 1 ? " problem" : " problems")
                                        + (warnings == 0 ? "" : ", " + warnings + " warnings"));
    }

    private static List<Finding> findings(DoctorCheck check) {
        try {
            return check.findings();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the check {} has failed", check.getClass().getName(), e);
            return List.of(Finding.problem(
                    "doctor",
                    "the check " + check.getClass().getSimpleName() + " has failed",
                    e.toString(),
                    "see the log: hook:logs --level warn"));
        }
    }

    private static long count(List<Finding> findings, Finding.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String text(List<Finding> findings, int width) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(Folded.of(
                    String.format("%-8s ", finding.severity()),
                    Printable.of(finding.area() + ": " + finding.what()),
                    width));
            line("cause", finding.cause(), text, width);
            line("cure", finding.cure(), text, width);
        }
        return text.toString();
    }

    private static void line(String title, String said, StringBuilder text, int width) {
        if (!said.isEmpty()) {
            text.append(Folded.of(String.format("         %-6s ", title), Printable.of(said), width));
        }
    }
}
