package io.hookline.deploy.internal.change;

import io.hookline.config.ConfigurationDraft;
import io.hookline.config.ConfigurationFit;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ReleaseConfigurations;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.Plan;
import io.hookline.deploy.SetConfigurations;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the configurations fit what a change brings in, and what the change sets. Used by one thread at a
 * time.
 */
final class ChangeConfigurations {

    private final Supplier<@Nullable ReleaseConfigurations> configurations;
    private final ConfigurationRecords records;

    ChangeConfigurations(Supplier<@Nullable ReleaseConfigurations> configurations, ConfigurationRecords records) {
        this.configurations = configurations;
        this.records = records;
    }

    /** The revisions to record in the set that follows the current one. */
    @Nullable
    SetConfigurations around(Collection<Artifact> next, Map<String, Long> before) {
        return records.around(next, before);
    }

    /** What a change would set, and why it would be refused; changes nothing. */
    ConfigurationPlan plan(Change change) {
        if (change.arriving().isEmpty()) {
            return new ConfigurationPlan(ConfigurationDraft.NONE, Map.of(), List.of());
        }
        ReleaseConfigurations there = configurations.get();
        Report report = new Report();
        ConfigurationDraft draft = ConfigurationDraft.NONE;
        if (there != null) {
            try {
                draft = draft(there, change, report);
            } catch (ConfigurationRefusedException e) {
                report.refuse(first(change), "--set is refused: " + ChangedConfigurations.messages(e.problems()));
            } catch (IOException e) {
                report.refuse(first(change), "the definitions of a configuration cannot be read: " + e.getMessage());
            }
        } else if (!change.options().settings().isEmpty()) {
            report.refuse(first(change), "nothing can be set: the bundle io.hookline.config is not running");
        }
        for (ReceivedArtifact received : change.arriving()) {
            try {
                if (there == null || !isBundle(received)) {
                    unfit(received, received.type().unfit(received.content()), Map.of(), report);
                } else {
                    check(there, change, received, draft, report);
                }
            } catch (IOException e) {
                report.refuse(
                        received.artifact(),
                        received.artifact().label() + " has a description of its configuration that cannot be read: "
                                + e.getMessage());
            }
        }
        return new ConfigurationPlan(draft, report.refusals, report.notes);
    }

    /** What a change sets, not set yet. */
    ChangedConfigurations changed(Change change) {
        ReleaseConfigurations there = configurations.get();
        ConfigurationPlan plan = plan(change);
        Map<String, Long> before = new TreeMap<>();
        if (there != null) {
            before.putAll(there.current(plan.draft().pids()));
        }
        return new ChangedConfigurations(there, plan, change.cause(), before);
    }

    private static boolean isBundle(ReceivedArtifact received) {
        return received.artifact().type().equals(Artifact.BUNDLE);
    }

    private static Artifact first(Change change) {
        return change.arriving().get(0).artifact();
    }

    private ConfigurationDraft draft(ReleaseConfigurations there, Change change, Report report) throws IOException {
        Map<String, Long> back = new TreeMap<>();
        List<Path> jars = new ArrayList<>();
        for (ReceivedArtifact received : change.arriving()) {
            if (isBundle(received)) {
                jars.add(received.content());
                if (change.options().withConfiguration()) {
                    back.putAll(fitting(there, change, received));
                }
            }
        }
        List<String> settings = change.options().settings();
        Map<String, Map<String, String>> set = settings.isEmpty() ? Map.of() : there.assign(jars, settings);
        back.forEach((pid, number) -> report.note(
                number == 0
                        ? pid + " goes back to its defaults, with which the release ran"
                        : pid + " goes back to revision " + number));
        set.forEach((pid, values) -> report.note(pid + " gets " + String.join(", ", new TreeSet<>(values.keySet()))));
        if (change.options().withConfiguration() && back.isEmpty()) {
            report.note("no earlier revision has to come back");
        }
        return new ConfigurationDraft(back, set);
    }

    private Map<String, Long> fitting(ReleaseConfigurations there, Change change, ReceivedArtifact received)
            throws IOException {
        return there.fitting(received.content(), records.ranWith(received.artifact(), change.set()));
    }

    private void check(
            ReleaseConfigurations there,
            Change change,
            ReceivedArtifact received,
            ConfigurationDraft draft,
            Report report)
            throws IOException {
        Artifact artifact = received.artifact();
        ConfigurationFit fit = there.fit(received.content(), draft);
        boolean whole = fit.problems().isEmpty() && fit.unknown().isEmpty();
        Map<String, Long> offers =
                whole || change.options().withConfiguration() ? Map.of() : fitting(there, change, received);
        unfit(received, fit.problems(), offers, report);
        for (String clash : fit.clashes()) {
            report.refuse(
                    artifact,
                    artifact.label() + " cannot get its configuration while a release runs that refuses it: " + clash
                            + "; stop that first (hook:stop " + artifact.name() + ")");
        }
        fit.unknown()
                .forEach((pid, keys) -> report.note(artifact.label() + " does not know "
                        + String.join(", ", new TreeSet<>(keys)) + " of " + pid + ", which stays set without effect"
                        + offer(pid, offers)));
        restarts(change, artifact, fit.restarts(), report);
    }

    private static void restarts(Change change, Artifact artifact, List<String> restarts, Report report) {
        if (restarts.isEmpty()) {
            return;
        }
        String text = String.join(", ", restarts) + " must be restarted for the configuration of " + artifact.label()
                + ", and serves no calls meanwhile";
        if (change.options().allowRipple()) {
            report.notes.add(text);
        } else {
            report.add(artifact, new Plan.Refusal(DeployRefusal.RIPPLE, text + "; allow it (--force)", List.of()));
        }
    }

    private static void unfit(
            ReceivedArtifact received, List<String> problems, Map<String, Long> offers, Report report) {
        for (String problem : problems) {
            int colon = problem.indexOf(": ");
            String offer = offer(colon < 0 ? "" : problem.substring(0, colon), offers);
            report.refuse(
                    received.artifact(),
                    received.artifact().label() + " is not fit to start: " + problem
                            + (offer.isEmpty()
                                    ? "; fix it in conf/, with hook:config, or with --set KEY=VALUE"
                                    : offer));
        }
    }

    private static String offer(String pid, Map<String, Long> offers) {
        Long number = offers.get(pid);
        if (number == null) {
            return "";
        }
        return "; " + (number == 0 ? "its defaults fit" : "revision " + number + " fits") + ": --with-config brings "
                + (number == 0 ? "them" : "it") + " back";
    }

    /** What was found so far. */
    private static final class Report {

        private final Map<String, List<Plan.Refusal>> refusals = new LinkedHashMap<>();
        private final List<String> notes = new ArrayList<>();

        void refuse(Artifact artifact, String message) {
            add(artifact, new Plan.Refusal(DeployRefusal.CONFIGURATION, message, List.of()));
        }

        void add(Artifact artifact, Plan.Refusal refusal) {
            refusals.computeIfAbsent(artifact.name(), name -> new ArrayList<>()).add(refusal);
        }

        void note(String text) {
            notes.add(ConfigurationPlan.NOTE + text);
        }
    }
}
