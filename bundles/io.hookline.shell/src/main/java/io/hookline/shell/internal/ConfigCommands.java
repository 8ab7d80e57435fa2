package io.hookline.shell.internal;

import static io.hookline.shell.internal.Arguments.JSON;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.config.ConfigurationChange;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command {@code hook:config}. */
@Component(
        service = ConfigCommands.class,
        property = {"osgi.command.scope=hook", "osgi.command.function=config"})
public final class ConfigCommands {

    private static final String RESTART = "--restart";
    private static final String BY = "shell";
    private static final List<String> ACTIONS = List.of("set", "unset", "history", "revert", "schema");
    private static final Syntax CONFIG = Syntax.of(
            "config",
            "[NAME [set KEY=VALUE…|unset KEY…|history|revert [REVISION]|schema]]",
            0,
            Syntax.MANY,
            JSON,
            RESTART);

    private final Optional<Configurations> configurations;

    @Activate
    public ConfigCommands(
            @Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<Configurations> configurations) {
        this.configurations = configurations;
    }

    @Descriptor(ConfigHelp.CONFIG)
    public void config(CommandSession session, String... words) {
        Arguments given = CONFIG.read(words);
        List<String> operands = given.operands();
        Configurations there = configurations.orElseThrow(() -> new CommandException(
                "The bundle io.hookline.config is not running, so configurations cannot be seen. Why: lb config, and"
                        + " log/hookline.log"));
        List<ConfigurationStatus> all = there.all();
        if (operands.isEmpty()) {
            Output.print(session, given.json(), all, width -> ConfigReport.list(all, width));
            return;
        }
        String pid = pid(operands.get(0), there);
        String action = operands.size() == 1 ? "" : operands.get(1);
        List<String> more = operands.subList(Math.min(2, operands.size()), operands.size());
        try {
            run(session, given, there, pid, action, more);
        } catch (ConfigurationRefusedException e) {
            throw new CommandException(ConfigReport.refusal(e, Output.width(session)));
        }
    }

    private static void run(
            CommandSession session, Arguments given, Configurations there, String pid, String action, List<String> more)
            throws ConfigurationRefusedException {
        switch (action) {
            case "" -> show(session, given, there.status(pid));
            case "set" -> change(session, given, there, pid, settings(more), Set.of());
            case "unset" -> change(session, given, there, pid, Map.of(), keys(more));
            case "revert" -> {
                none(more, 1);
                long revision = more.isEmpty() ? 0 : Arguments.number("the revision", more.get(0), 1);
                changed(session, given, there.status(pid), there.revert(pid, revision, given.has(RESTART), BY));
            }
            case "history" -> {
                none(more, 0);
                var history = there.history(pid);
                Moments moments = Moments.now(Instant.now());
                Output.print(session, given.json(), history, width -> ConfigReport.history(history, moments, width));
            }
            case "schema" -> {
                none(more, 0);
                System.out.print(Printable.lines(there.schema(pid)) + "\n");
                System.out.flush();
            }
            default ->
                throw CONFIG.complaint("does not know \"" + Printable.of(action) + "\""
                        + new NearestNames(ACTIONS)
                                .nearest(action)
                                .map(nearest -> ", perhaps " + nearest)
                                .orElse(""));
        }
    }

    private static void show(CommandSession session, Arguments given, ConfigurationStatus status) {
        Output.print(session, given.json(), status, width -> ConfigReport.of(status, width));
    }

    private static void change(
            CommandSession session,
            Arguments given,
            Configurations there,
            String pid,
            Map<String, String> set,
            Set<String> unset)
            throws ConfigurationRefusedException {
        ConfigurationStatus before = there.status(pid);
        changed(session, given, before, there.change(pid, new ConfigurationChange(set, unset, given.has(RESTART), BY)));
    }

    private static void changed(
            CommandSession session, Arguments given, ConfigurationStatus before, ConfigurationStatus after) {
        Output.print(session, given.json(), after, width -> ConfigReport.changed(before, after, width));
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
                                : "No configuration is named " + Printable.of(typed) + "." + known.hint(typed)));
    }

    /** Whether a name is that of one more configuration of those of which there may be any number: {@code FACTORY~NAME}. */
    private static boolean isNew(String typed, Configurations there) {
        try {
            return typed.indexOf('~') > 0 && !there.status(typed).definedBy().isEmpty();
        } catch (ConfigurationRefusedException e) {
            return false;
        }
    }

    /** A value may stand apart, as completion leaves it: {@code burst= 5}. */
    private static Map<String, String> settings(List<String> words) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            boolean apart = words.get(i).endsWith("=")
                    && i + 1 < words.size()
                    && words.get(i + 1).indexOf('=') < 0;
            String word = apart ? words.get(i) + words.get(++i) : words.get(i);
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw CONFIG.complaint("takes KEY=VALUE after set, not \"" + Printable.of(word) + "\"");
            }
            settings.put(word.substring(0, equals).strip(), word.substring(equals + 1));
        }
        if (settings.isEmpty()) {
            throw CONFIG.complaint("needs KEY=VALUE after set");
        }
        return settings;
    }

    private static Set<String> keys(List<String> words) {
        if (words.isEmpty()) {
            throw CONFIG.complaint("needs KEY after unset");
        }
        return new LinkedHashSet<>(words);
    }

    private static void none(List<String> words, int most) {
        if (words.size() > most) {
            throw CONFIG.complaint("does not take \"" + Printable.of(words.get(most)) + "\" there");
        }
    }
}
