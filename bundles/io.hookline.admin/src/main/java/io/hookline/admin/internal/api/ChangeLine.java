package io.hookline.admin.internal.api;

import io.hookline.admin.internal.http.Problem;
import io.hookline.common.text.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change as a command line.
 *
 * @param words what is run
 * @param shown what a user types to do the same, with values masked
 */
record ChangeLine(List<String> words, String shown) {

    private static final int MOST_SUBJECTS = 100;

    /** What follows the action's name. */
    private enum Takes {
        ARTIFACTS,
        ONE_ARTIFACT,
        PLUGINS,
        ONE_PLUGIN,
        SET
    }

    private static final Map<String, Takes> ACTIONS = Map.ofEntries(
            Map.entry("deploy", Takes.ARTIFACTS),
            Map.entry("swap", Takes.ARTIFACTS),
            Map.entry("canary", Takes.ONE_ARTIFACT),
            Map.entry("remove", Takes.PLUGINS),
            Map.entry("stop", Takes.PLUGINS),
            Map.entry("start", Takes.PLUGINS),
            Map.entry("promote", Takes.ONE_PLUGIN),
            Map.entry("pause", Takes.ONE_PLUGIN),
            Map.entry("resume", Takes.ONE_PLUGIN),
            Map.entry("abort", Takes.ONE_PLUGIN),
            Map.entry("rollback", Takes.SET));

    /**
     * The command line for a change.
     *
     * @param plan whether it is only planned
     * @throws Problem if the change is malformed, or names an upload that is not there
     */
    static ChangeLine of(ChangeBody body, boolean plan, Artifacts artifacts) throws Problem {
        String action = body.action() == null ? "" : body.action();
        Takes takes = ACTIONS.get(action);
        if (takes == null || (plan && !action.equals("deploy") && !action.equals("rollback"))) {
            throw Problem.malformed("\"action\" is " + (plan ? "deploy or rollback" : names()) + ", not \""
                    + Printable.excerpt(action) + "\"");
        }
        List<String> sources = JsonBody.words(body.artifacts(), "artifacts", MOST_SUBJECTS);
        List<String> plugins = JsonBody.words(body.plugins(), "plugins", MOST_SUBJECTS);
        check(action, takes, sources, plugins, body.set());
        List<String> options = options(body.options() == null ? ChangeBody.Options.NONE : body.options());
        List<String> shown = new ArrayList<>();
        sources.forEach(source -> shown.add(Sources.isDigest(source) ? Sources.named(source) : source));
        shown.addAll(plugins);
        List<String> subjects = new ArrayList<>();
        for (String source : sources) {
            subjects.add(source(source, artifacts));
        }
        subjects.addAll(plugins);
        if (body.set() != null) {
            options.add("--to=" + body.set());
        }
        String command = plan && action.equals("deploy") ? "plan" : action;
        if (plan && action.equals("rollback")) {
            options.add("--plan");
        }
        List<String> typed = new ArrayList<>(List.of("hookline", command));
        typed.addAll(options);
        typed.addAll(shown);
        return new ChangeLine(
                CommandCalls.line(command, options, subjects),
                MaskedLine.of(typed).stream().map(ChangeLine::quoted).collect(Collectors.joining(" ")));
    }

    private static String names() {
        return ACTIONS.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private static void check(
            String action, Takes takes, List<String> sources, List<String> plugins, @Nullable Long set) throws Problem {
        boolean right =
                switch (takes) {
                    case ARTIFACTS -> !sources.isEmpty() && plugins.isEmpty();
                    case ONE_ARTIFACT -> sources.size() == 1 && plugins.isEmpty();
                    case PLUGINS -> sources.isEmpty() && !plugins.isEmpty();
                    case ONE_PLUGIN -> sources.isEmpty() && plugins.size() == 1;
                    case SET -> sources.isEmpty() && plugins.size() <= 1;
                };
        if (!right || (set != null && (takes != Takes.SET || set < 1))) {
            throw Problem.malformed(action + " takes "
                    + switch (takes) {
                        case ARTIFACTS -> "\"artifacts\", at least one, and no \"plugins\"";
                        case ONE_ARTIFACT -> "one of \"artifacts\", and no \"plugins\"";
                        case PLUGINS -> "\"plugins\", at least one, and no \"artifacts\"";
                        case ONE_PLUGIN -> "one of \"plugins\", and no \"artifacts\"";
                        case SET -> "a \"set\" from 1, one of \"plugins\", both or neither";
                    }
                    + (takes == Takes.SET ? "" : ", and no \"set\""));
        }
        if (plugins.stream().anyMatch(String::isBlank)) {
            throw Problem.malformed("A plugin's name is not empty");
        }
    }

    private static String source(String source, Artifacts artifacts) throws Problem {
        if (Sources.isDigest(source)) {
            Path file = artifacts.use(Sources.digest(source));
            return file.toAbsolutePath().toString();
        }
        if (Sources.isAddress(source) || Sources.isRelease(source)) {
            return source;
        }
        throw Problem.malformed(
                "An artifact is the SHA-256 of an upload, PLUGIN@VERSION, or an http or https address, not" + " \""
                        + Printable.excerpt(source) + "\"");
    }

    private static List<String> options(ChangeBody.Options given) throws Problem {
        List<String> options = new ArrayList<>();
        flag(options, "--downgrade", given.downgrade());
        flag(options, "--force", given.force());
        flag(options, "--with-config", given.withConfig());
        flag(options, "--manual", given.manual());
        flag(options, "--shadow", given.shadow());
        value(options, "--ready", given.ready());
        value(options, "--weight", given.weight());
        value(options, "--sticky", given.sticky());
        value(options, "--key", given.key());
        value(options, "--least", given.least());
        value(options, "--longest", given.longest());
        List<String> waived = JsonBody.words(given.waive(), "waive", MOST_SUBJECTS);
        if (!waived.isEmpty()) {
            value(options, "--waive", String.join(",", waived));
        }
        for (String setting : JsonBody.words(given.set(), "set", MOST_SUBJECTS)) {
            value(options, "--set", setting);
        }
        List<@Nullable Long> steps = given.steps();
        if (steps != null && !steps.isEmpty()) {
            value(options, "--steps", steps.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return options;
    }

    private static void flag(List<String> options, String name, @Nullable Boolean given) {
        if (Boolean.TRUE.equals(given)) {
            options.add(name);
        }
    }

    private static void value(List<String> options, String name, @Nullable Object given) throws Problem {
        if (given == null) {
            return;
        }
        if (given.toString().isBlank()) {
            throw Problem.malformed("The value of " + name + " is not empty");
        }
        options.add(name + "=" + given);
    }

    /** As a shell needs it. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
