package io.hookline.shell.internal.config;

import io.hookline.common.json.Json;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.config.ConfigurationChange;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.config.Revision;
import io.hookline.config.Setting;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import io.hookline.shell.internal.text.Timestamps;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The command {@code hook:config}. It is there with or without the configurations, so that it can say that they are
 * not.
 */
@Component
@CommandName("config")
public final class ConfigCommand implements Command {

    private static final String RESTART = "--restart";
    private static final String UNSET = "--unset";
    private static final String REVISION = "--revision";
    private static final Set<String> CHANGES = Set.of("set", "unset", "delete", "revert");

    /** The beginnings of PIDs by which it is decided who may do what, and which code is trusted. */
    private static final List<String> GUARDED = List.of("io.hookline.admin", "io.hookline.deploy");

    private static final List<String> ACTIONS = List.of("set", "unset", "delete", "history", "revert", "schema");

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Configurations configurations;

    /** With the configurations that come. */
    @Activate
    public ConfigCommand() {}

    ConfigCommand(@Nullable Configurations configurations) {
        this.configurations = configurations;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the configurations and their revisions, and changes them.")
                .withArgument(CommandArgument.optional("NAME").withCompletion(this::pids))
                .withArgument(CommandArgument.optional("ACTION")
                        .withCompletion(Completion.of(ACTIONS.toArray(String[]::new))))
                .withArgument(CommandArgument.any("KEY=VALUE").withCompletion(Completion.after(this::following)))
                .withOptions(
                        CommandOption.flag(
                                RESTART, "Accepts that components restart that accept the change no other way."),
                        CommandOption.value(
                                UNSET,
                                "KEY,…",
                                "With set: sets these options back to their defaults in the same change."),
                        CommandOption.value(REVISION, "REVISION", "Refuses the change if another revision is current."))
                .withForm("", "Shows all configurations.")
                .withForm("NAME", "Shows the options of one, their values, and the values that are valid.")
                .withForm("NAME set KEY=VALUE…", "Changes options, now and after restarts.")
                .withForm("NAME unset KEY…", "Sets options back to their defaults.")
                .withForm("NAME delete", "Takes the whole configuration back, and its file away.")
                .withForm("NAME history", "Shows the revisions, newest first.")
                .withForm("NAME revert [REVISION]", "Goes back to a revision; without a number, to the one before.")
                .withForm("NAME schema", "Prints the JSON Schema of the options.")
                .withDetails(
                        "A change is checked before any component sees it. It is written to the configuration's file"
                                + " in conf/, and reaches the components while they run. Separate the values of one option"
                                + " by commas.")
                .withExample("hook:config ratelimit set burst=5 requestsPerSecond=2")
                .withReason()
                .withExample("hook:config records set 'password=$[env:DB_PASSWORD]'")
                .withPermission(Role.VIEWER);
    }

    @Override
    public Role permission(Arguments arguments) {
        if (!CHANGES.contains(arguments.positional(1))) {
            return Role.VIEWER;
        }
        Configurations there = configurations;
        String typed = arguments.positional(0);
        String pid = there == null || isAhead(arguments, there) ? typed : pid(typed, there);
        return GUARDED.stream().anyMatch(pid::startsWith) ? Role.ADMIN : Role.OPERATOR;
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments given = context.arguments();
        Configurations there = configurations;
        if (there == null) {
            throw new CommandException("The bundle io.hookline.config is not running, so there are no configurations to"
                    + " show. Why: lb config, and log/hookline.log");
        }
        if (given.positional().isEmpty()) {
            return ConfigReport.list(there.all());
        }
        String pid = isAhead(given, there) ? given.positional(0) : pid(given.positional(0), there);
        try {
            return run(
                    given, there.because(context.reason()), pid, context.actor().toString());
        } catch (ConfigurationRefusedException e) {
            throw new CommandException(ConfigReport.refusal(e, context.width()));
        }
    }

    private static CommandResult run(Arguments given, Configurations there, String pid, String by)
            throws ConfigurationRefusedException {
        String action = given.positional(1);
        List<String> more = given.positional()
                .subList(
                        Math.min(2, given.positional().size()),
                        given.positional().size());
        checkOptions(given, there, pid, action);
        return switch (action) {
            case "" -> show(there.status(pid));
            case "set" -> {
                Set<String> unset = new LinkedHashSet<>(given.values(UNSET));
                Map<String, String> set =
                        more.isEmpty() && !unset.isEmpty() ? Map.<String, String>of() : settings(given, more);
                yield change(there, pid, new ConfigurationChange(set, unset, given.has(RESTART), by));
            }
            case "unset" ->
                change(there, pid, new ConfigurationChange(Map.of(), keys(given, more), given.has(RESTART), by));
            case "delete" -> {
                none(given, more, 0);
                there.delete(pid, given.has(RESTART), by);
                yield CommandResult.text(
                        Map.of("pid", pid, "deleted", true),
                        width -> "Deleted the configuration of "
                                + Printable.of(pid) + ". hook:config " + Printable.of(pid)
                                + " revert brings it back.\n");
            }
            case "revert" -> {
                none(given, more, 1);
                long revision = more.isEmpty() ? 0 : Arguments.number("the revision", more.get(0), 1);
                yield changed(there.status(pid), there.revert(pid, revision, given.has(RESTART), by));
            }
            case "history" -> {
                none(given, more, 0);
                List<Revision> history = there.history(pid);
                yield ConfigReport.history(history, Timestamps.now(Instant.now()));
            }
            case "schema" -> {
                none(given, more, 0);
                String schema = there.schema(pid);
                yield CommandResult.text(Json.parse(schema), width -> Printable.lines(schema) + "\n");
            }
            default ->
                throw given.complaint("has no action \"" + Printable.of(action) + "\""
                        + new NearestNames(ACTIONS)
                                .nearest(action)
                                .map(nearest -> ", perhaps " + nearest)
                                .orElse(""));
        };
    }

    private static CommandResult show(ConfigurationStatus status) {
        return CommandResult.text(status, width -> ConfigReport.of(status, width));
    }

    private static CommandResult change(Configurations there, String pid, ConfigurationChange change)
            throws ConfigurationRefusedException {
        if (isUnknown(there, pid)) {
            return show(there.change(pid, change));
        }
        ConfigurationStatus before = there.status(pid);
        return changed(before, there.change(pid, change));
    }

    /** The options that only some actions take, and the revision that the change expects. */
    private static void checkOptions(Arguments given, Configurations there, String pid, String action)
            throws ConfigurationRefusedException {
        if (given.has(UNSET) && !action.equals("set")) {
            throw given.complaint("takes " + UNSET + " with set only");
        }
        if (!given.has(REVISION)) {
            return;
        }
        if (!CHANGES.contains(action)) {
            throw given.complaint("takes " + REVISION + " with a change only");
        }
        long expected = given.number(REVISION, 0, 0);
        long current = isUnknown(there, pid) ? 0 : there.status(pid).revision();
        if (current != expected) {
            throw CommandException.conflict("Revision " + current + " of " + Printable.of(pid)
                    + " is current, not " + expected + ": someone has changed it meanwhile. Look at it, and decide"
                    + " again: hook:config " + Printable.of(pid));
        }
    }

    private static boolean isUnknown(Configurations there, String pid) {
        return there.all().stream().noneMatch(one -> one.pid().equals(pid)) && !isNew(pid, there);
    }

    private static CommandResult changed(ConfigurationStatus before, ConfigurationStatus after) {
        return CommandResult.text(after, width -> ConfigReport.changed(before, after, width));
    }

    private Collection<String> pids() {
        Configurations there = configurations;
        return there == null
                ? List.of()
                : there.all().stream().map(ConfigurationStatus::pid).toList();
    }

    /** What fits behind NAME and ACTION. */
    private Collection<String> following(List<String> before) {
        Configurations there = configurations;
        if (there == null || before.size() < 2) {
            return List.of();
        }
        String pid = pid(before.get(0), there);
        try {
            return switch (before.get(1)) {
                case "set" -> keys(there, pid).stream().map(key -> key + "=").toList();
                case "unset" -> keys(there, pid);
                case "revert" -> before.size() > 2 ? List.of() : revisions(there, pid);
                default -> List.of();
            };
        } catch (ConfigurationRefusedException e) {
            return List.of();
        }
    }

    private static List<String> keys(Configurations there, String pid) throws ConfigurationRefusedException {
        return there.status(pid).settings().stream().map(Setting::key).toList();
    }

    private static List<String> revisions(Configurations there, String pid) throws ConfigurationRefusedException {
        return there.history(pid).stream()
                .map(revision -> Long.toString(revision.number()))
                .toList();
    }

    private static String pid(String typed, Configurations there) {
        if (isNew(typed, there)) {
            return typed;
        }
        NearestNames known = new NearestNames(
                there.all().stream().map(ConfigurationStatus::pid).toList());
        return known.resolve(typed)
                .orElseThrow(() -> new CommandException(
                        known.isAmbiguous(typed)
                                ? Printable.of(typed) + " may be more than one configuration." + known.hint(typed)
                                : "No configuration is named " + Printable.of(typed) + "." + known.hint(typed)
                                        + " That of a plugin which is not deployed: deploy the plugin first, or write"
                                        + " conf/PID.cfg with the whole PID"));
    }

    /**
     * Whether options are set of a plugin that is not there yet. Its PID has to be given in full, and not be close to a
     * known one, which would be a slip.
     */
    private static boolean isAhead(Arguments given, Configurations there) {
        String typed = given.positional(0);
        NearestNames known = new NearestNames(
                there.all().stream().map(ConfigurationStatus::pid).toList());
        return given.positional(1).equals("set")
                && typed.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_-]+)+")
                && known.resolve(typed).isEmpty()
                && !known.isAmbiguous(typed)
                && known.nearest(typed).isEmpty();
    }

    /** Whether a name adds a configuration of a factory: {@code FACTORY~NAME}. */
    private static boolean isNew(String typed, Configurations there) {
        try {
            return typed.indexOf('~') > 0 && !there.status(typed).definedBy().isEmpty();
        } catch (ConfigurationRefusedException e) {
            return false;
        }
    }

    /** A value may follow a blank: {@code burst= 5}, or for one option {@code burst 5}. */
    private static Map<String, String> settings(Arguments given, List<String> words) {
        if (words.size() == 2 && words.get(0).indexOf('=') < 0) {
            return Map.of(words.get(0), words.get(1));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            boolean apart = words.get(i).endsWith("=")
                    && i + 1 < words.size()
                    && words.get(i + 1).indexOf('=') < 0;
            String word = apart ? words.get(i) + words.get(++i) : words.get(i);
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw given.complaint("takes KEY=VALUE after set, not \"" + Printable.of(word) + "\"");
            }
            settings.put(word.substring(0, equals).strip(), word.substring(equals + 1));
        }
        if (settings.isEmpty()) {
            throw given.complaint("needs KEY=VALUE after set");
        }
        return settings;
    }

    private static Set<String> keys(Arguments given, List<String> words) {
        if (words.isEmpty()) {
            throw given.complaint("needs KEY after unset");
        }
        return new LinkedHashSet<>(words);
    }

    private static void none(Arguments given, List<String> words, int most) {
        if (words.size() > most) {
            throw given.complaint("does not take \"" + Printable.of(words.get(most)) + "\" there");
        }
    }
}
