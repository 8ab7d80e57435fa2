package io.hookline.deploy.internal.change;

import io.hookline.config.ConfigurationDraft;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ReleaseConfigurations;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configurations that a change sets: once its releases are installed, so that their definitions are known, and
 * before they start. Undone together with the change. Used by one thread at a time.
 */
final class ChangedConfigurations {

    private static final Logger LOG = LoggerFactory.getLogger(ChangedConfigurations.class);

    private final @Nullable ReleaseConfigurations configurations;
    private final ConfigurationPlan plan;
    private final String cause;
    private final Map<String, Long> before;
    private ReleaseConfigurations.@Nullable AppliedDraft applied;

    /**
     * Sets nothing yet.
     *
     * @param cause what led to it, for the history of the configurations
     * @param before the revisions that are current now
     */
    ChangedConfigurations(
            @Nullable ReleaseConfigurations configurations,
            ConfigurationPlan plan,
            String cause,
            Map<String, Long> before) {
        this.configurations = configurations;
        this.plan = plan;
        this.cause = cause;
        this.before = Map.copyOf(before);
    }

    /**
     * Sets them.
     *
     * @throws DeployRefusedException if one is refused; all are as before then
     */
    void apply() throws DeployRefusedException {
        ConfigurationDraft draft = plan.draft();
        if (draft.isEmpty() || configurations == null) {
            return;
        }
        try {
            applied = configurations.apply(draft, cause);
        } catch (ConfigurationRefusedException e) {
            throw new DeployRefusedException(
                    DeployRefusal.CONFIGURATION,
                    "the configuration of " + e.pid() + " is refused: " + messages(e.problems()));
        }
    }

    /** The problems as one sentence. */
    static String messages(List<ConfigurationProblem> problems) {
        return String.join(
                "; ", problems.stream().map(ConfigurationProblem::message).toList());
    }

    /** Brings back what was set before; idempotent. */
    void undo() {
        if (applied != null) {
            applied.undo("undone: " + cause).forEach(LOG::error);
            applied = null;
        }
    }

    /** The revisions that were current before, by the PIDs that change. */
    Map<String, Long> before() {
        return before;
    }

    /** What the operator should know; one sentence each. */
    List<String> notes() {
        return plan.notes();
    }
}
