package io.hookline.shell.internal.config;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.RefusedConfiguration;
import io.hookline.config.Revision;
import io.hookline.config.Setting;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.internal.text.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Configurations as text. */
final class ConfigReport {

    private ConfigReport() {}

    static CommandResult list(List<ConfigurationStatus> all) {
        return CommandResult.table(
                all,
                Column.of("NAME", ConfigurationStatus::pid),
                Column.of("FILE", one -> or(one.file(), "-")),
                Column.of("REVISION", ConfigurationStatus::revision),
                Column.of("SET", ConfigReport::countSet),
                Column.of("STATE", ConfigReport::state));
    }

    private static long countSet(ConfigurationStatus one) {
        return one.settings().stream()
                .filter(setting -> setting.value() != null)
                .count();
    }

    private static String state(ConfigurationStatus one) {
        if (one.refused() != null) {
            return "REFUSED, " + (one.revision() == 0 ? "nothing is set" : "the one before stays") + ": "
                    + messages(one.refused().problems());
        }
        if (!one.problems().isEmpty()) {
            return "INVALID: " + messages(one.problems());
        }
        return one.definedBy().isEmpty() ? "no schema: not checked" : one.revision() == 0 ? "defaults" : "active";
    }

    private static String messages(List<ConfigurationProblem> problems) {
        return problems.stream().map(ConfigurationProblem::message).collect(Collectors.joining("; "));
    }

    static String of(ConfigurationStatus one, int screen) {
        StringBuilder text = new StringBuilder();
        text.append(Printable.of(one.pid())).append('\n');
        String from = one.revision() == 0
                ? "nothing is set, the defaults apply"
                : "revision " + one.revision() + (one.file() == null ? ", set by code" : ", in conf/" + one.file());
        text.append(Folded.of("  active    ", from, screen));
        text.append(Folded.of(
                "  schema    ",
                one.definedBy().isEmpty() ? "none: not checked" : Printable.list(one.definedBy()),
                screen));
        text.append(Folded.of(
                "  changes   ",
                one.restarts().isEmpty()
                        ? "reach components while they run"
                        : "restart " + Printable.list(one.restarts()) + " (set … --restart)",
                screen));
        RefusedConfiguration refused = one.refused();
        if (refused != null) {
            text.append(Folded.of("  REFUSED   ", "from " + refused.by() + ", at " + refused.at(), screen));
            refused.problems().forEach(problem -> text.append(problem(problem, screen)));
        }
        if (!one.problems().isEmpty()) {
            text.append(Folded.of("  PROBLEM   ", "the active configuration cannot be used as it is", screen));
            one.problems().forEach(problem -> text.append(problem(problem, screen)));
        }
        Table table = new Table("KEY", "VALUE", "DEFAULT", "VALUES");
        for (Setting setting : one.settings()) {
            table.row(
                    setting.key(),
                    or(setting.value(), "-"),
                    setting.byDefault() == null ? setting.required() ? "(required)" : "-" : quoted(setting.byDefault()),
                    may(setting, one));
        }
        return text.append('\n').append(table.text(screen)).toString();
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "(empty)" : value;
    }

    private static String may(Setting setting, ConfigurationStatus one) {
        String type =
                setting.type().isEmpty() ? one.definedBy().isEmpty() ? "not checked" : "any bundle's" : setting.type();
        return setting.description().isEmpty() ? type : type + ". " + setting.description();
    }

    private static String problem(ConfigurationProblem problem, int screen) {
        return Folded.of("    ", problem.reason() + ": " + problem.message(), screen, "      ");
    }

    /** The result of a change. */
    static String changed(ConfigurationStatus before, ConfigurationStatus after, int screen) {
        if (before.revision() == after.revision()) {
            return Folded.of("", after.pid() + " is unchanged: revision " + after.revision() + ".", screen);
        }
        StringBuilder text = new StringBuilder();
        text.append(Folded.of(
                "",
                after.pid() + ": revision " + after.revision() + " is active"
                        + (after.file() == null ? "" : ", written to conf/" + after.file()),
                screen));
        Map<String, Setting> were =
                before.settings().stream().collect(Collectors.toMap(Setting::key, setting -> setting));
        for (Setting setting : after.settings()) {
            Setting was = were.remove(setting.key());
            change(text, setting.key(), was == null ? null : shown(was), shown(setting), screen);
        }
        were.values().forEach(gone -> change(text, gone.key(), shown(gone), null, screen));
        if (!before.restarts().isEmpty()) {
            text.append(Folded.of("  restarts  ", Printable.list(before.restarts()), screen));
        }
        if (after.definedBy().isEmpty()) {
            text.append(Folded.of("  ", "no bundle defines it, so it was not checked", screen));
        }
        return text.toString();
    }

    private static @Nullable String shown(Setting setting) {
        return setting.value() != null
                ? setting.value()
                : setting.byDefault() == null ? null : quoted(setting.byDefault()) + " (default)";
    }

    private static void change(StringBuilder text, String key, @Nullable String was, @Nullable String now, int screen) {
        boolean secret = Setting.SECRET.equals(was) && Setting.SECRET.equals(now);
        if (!Objects.equals(was, now) && !secret) {
            text.append(Folded.of("  " + key + "  ", or(was, "not set") + " → " + or(now, "not set"), screen));
        }
    }

    static CommandResult history(List<Revision> history, Timestamps timestamps) {
        return CommandResult.table(
                        history,
                        Column.of("REVISION", revision -> revision.number() + (revision.current() ? " *" : "")),
                        Column.of("SET AT", revision -> timestamps.at(revision.at())),
                        Column.of("FROM", Revision::by),
                        Column.of("REASON", revision -> revision.reason().isEmpty() ? "-" : revision.reason()),
                        Column.of(
                                "CHANGES",
                                revision -> revision.changes().isEmpty() ? "-" : String.join("; ", revision.changes())))
                .whenEmpty("Nothing was ever set.");
    }

    /** Why something was refused. */
    static String refusal(ConfigurationRefusedException refused, int screen) {
        StringBuilder text = new StringBuilder();
        for (ConfigurationProblem problem : refused.problems()) {
            text.append(Folded.of("Refused (" + problem.reason() + "): ", problem.message(), screen, "  "));
        }
        return text.append("The active configuration of ")
                .append(Printable.of(refused.pid()))
                .append(" stays.")
                .toString();
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
