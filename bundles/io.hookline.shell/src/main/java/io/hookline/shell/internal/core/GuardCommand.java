package io.hookline.shell.internal.core;

import io.hookline.api.runtime.GuardStatus;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
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
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:guard}. */
@Component
@CommandName("guard")
public final class GuardCommand implements Command {

    private static final String RESET = "reset";
    private static final String VERBOSE = "--verbose";
    private static final String EVENTS = "--events";

    private final CoreClient core;

    /** With the services of the core. */
    @Activate
    public GuardCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows how hooks are guarded: runner, limits, breaker, and what they use.")
                .withArgument(CommandArgument.optional("NAME").withCompletion(() -> {
                    List<String> names = new ArrayList<>(core.completingHooks().values());
                    names.add(RESET);
                    return names;
                }))
                .withArgument(CommandArgument.optional("HOOK")
                        .withCompletion(Completion.after(before -> before.equals(List.of(RESET))
                                ? core.completingHooks().values()
                                : List.of())))
                .withOptions(
                        CommandOption.flag(
                                EVENTS,
                                "Shows the actions of guards: trips, recoveries, quarantines, calls that hang or block."),
                        CommandOption.flag(VERBOSE, "Shows whole stacks with --events, not only the plugin's part."))
                .withForm("[NAME]", "Shows all guards, or those of a hook or a plugin.")
                .withForm("--events [NAME]", "Shows what they did, and where calls hang.")
                .withForm(
                        "reset NAME",
                        "Closes the breakers of a hook or of the hooks of a plugin, and trusts them not to block.")
                .withExample("hook:guard --events ratelimit")
                .withReason()
                .withPermission(Role.VIEWER);
    }

    @Override
    public Role permission(Arguments arguments) {
        return arguments.positional(0).equals(RESET) ? Role.OPERATOR : Role.VIEWER;
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments arguments = context.arguments();
        String first = arguments.positional(0);
        if (first.equals(RESET)) {
            if (arguments.positional().size() < 2) {
                throw arguments.complaint("needs the name of a hook or plugin after reset");
            }
            return reset(arguments.positional(1));
        }
        if (arguments.positional().size() > 1) {
            throw arguments.complaint("takes a second argument only after reset");
        }
        String name = first.isEmpty() ? "" : resolve(first);
        if (arguments.has(EVENTS)) {
            return GuardReport.events(
                    core.guards().events().stream()
                            .filter(event -> isOf(name, event.name(), event.plugin()))
                            .toList(),
                    Timestamps.now(Instant.now()),
                    arguments.has(VERBOSE));
        }
        return GuardReport.of(
                core.guards().guards().stream()
                        .filter(guard -> isOf(name, guard.name(), guard.plugin()))
                        .toList(),
                core.guards().unmatchedRules());
    }

    private static boolean isOf(String name, String hook, String plugin) {
        return name.isEmpty() || name.equals(hook) || name.equals(plugin);
    }

    private CommandResult reset(String typed) {
        String name = resolve(typed);
        GuardReset reset = new GuardReset(name, core.guards().reset(name));
        return CommandResult.text(reset, width -> reset.text());
    }

    /** The hook or plugin that was meant. */
    private String resolve(String typed) {
        List<String> names = new ArrayList<>();
        for (GuardStatus guard : core.guards().guards()) {
            names.add(guard.name());
            names.add(guard.plugin());
        }
        NearestNames known = new NearestNames(names);
        return known.resolve(typed)
                .orElseThrow(() -> new CommandException(
                        "No hook or plugin is named " + Printable.of(typed) + "." + known.hint(typed)));
    }

    /**
     * The result of a reset.
     *
     * @param name the hook or plugin
     * @param hooks how many hooks that has changed
     */
    record GuardReset(String name, int hooks) {

        String text() {
            String shown = Printable.of(name);
            return hooks == 0
                    ? "No breaker of " + shown + " is open, and it has not blocked: nothing to reset.\n"
                    : "Reset " + hooks + (hooks == 1 ? " guard of " : " guards of ") + shown + ".\n";
        }
    }
}
