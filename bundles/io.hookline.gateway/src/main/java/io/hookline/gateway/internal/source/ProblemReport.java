package io.hookline.gateway.internal.source;

import io.hookline.gateway.internal.route.RoutingPlan.Problem;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports what is refused, a moment after it was: a route whose upstream is configured right behind it is no problem.
 * Each problem is reported once. Safe for use by many threads.
 */
final class ProblemReport {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReport.class);

    private final Executor later;
    private final Consumer<String> errors;
    // Guarded by this.
    private List<Problem> current = List.of();
    private List<Problem> reported = List.of();
    private boolean waiting;

    /**
     * Without problems.
     *
     * @param later runs a task after the moment
     * @param errors gets a message for each problem
     */
    ProblemReport(Executor later, Consumer<String> errors) {
        this.later = later;
        this.errors = errors;
    }

    /** Sets what is refused now. */
    synchronized void update(List<Problem> problems) {
        current = problems;
        if (!waiting && !current.equals(reported)) {
            waiting = true;
            later.execute(this::report);
        }
    }

    private synchronized void report() {
        waiting = false;
        for (Problem problem : current) {
            if (!reported.contains(problem)) {
                errors.accept(problem.kind() + " " + problem.name() + " is refused"
                        + (problem.kept() ? ", the last good one stays: " : ": ") + problem.reason());
            }
        }
        for (Problem problem : reported) {
            if (current.stream().noneMatch(other -> other.name().equals(problem.name()))) {
                LOG.info("{} {} is refused no more", problem.kind(), problem.name());
            }
        }
        reported = current;
    }
}
