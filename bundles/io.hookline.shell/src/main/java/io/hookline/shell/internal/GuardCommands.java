package io.hookline.shell.internal;

import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookGuards;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command {@code hook:guard}. There with or without the core, so that it can say that it is not running. */
@Component(
        service = GuardCommands.class,
        property = {"osgi.command.scope=hook", "osgi.command.function=guard"})
public final class GuardCommands {

    private static final String USAGE =
            " Usage: hook:guard [--json] [--events] [NAME], or hook:guard reset NAME. Names: hook:stats";

    private final Optional<HookGuards> core;

    @Activate
    public GuardCommands(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<HookGuards> core) {
        this.core = core;
    }

    @Descriptor("how hooks are guarded: where they run, what their breakers do and why, what they use")
    public void guard(
            CommandSession session,
            @Descriptor("print JSON instead of a table")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("what guards did: trips, recoveries, quarantines, calls that hang")
                    @Parameter(names = "--events", presentValue = "true", absentValue = "false")
                    boolean events,
            @Descriptor("NAME: a hook or a plugin; reset NAME: close its breakers") String... words) {
        HookGuards guards = core.orElseThrow(() -> new CommandException(
                "The core is not running, so there are no hooks to guard. Find it with: lb -s | grep io.hookline.core"
                        + " and start it with: felix:start ID"));
        if (words.length == 2 && words[0].equals("reset")) {
            reset(guards, words[1]);
            return;
        }
        if (words.length > 1 || (words.length == 1 && (words[0].startsWith("-") || words[0].equals("reset")))) {
            throw new CommandException("hook:guard does not understand this." + USAGE);
        }
        List<String> names = words.length == 0 ? List.of() : List.of(resolve(guards, words[0]));
        if (events) {
            List<GuardEvent> told = new ArrayList<>(guards.events());
            told.removeIf(
                    event -> !names.isEmpty() && !names.contains(event.name()) && !names.contains(event.plugin()));
            Output.print(session, json, told, width -> GuardReport.events(told, Moments.now(Instant.now()), width));
        } else {
            List<GuardStatus> shown = new ArrayList<>(guards.guards());
            shown.removeIf(
                    guard -> !names.isEmpty() && !names.contains(guard.name()) && !names.contains(guard.plugin()));
            Output.print(session, json, shown, width -> GuardReport.of(shown, width));
        }
    }

    private static void reset(HookGuards guards, String typed) {
        String name = resolve(guards, typed);
        int count = guards.reset(name);
        System.out.println(
                count == 0
                        ? "No breaker of " + Printable.of(name) + " is open: nothing to reset."
                        : "Closed " + count + (count == 1 ? " breaker of " : " breakers of ") + Printable.of(name)
                                + ".");
    }

    /** The hook or plugin that was meant. */
    private static String resolve(HookGuards guards, String typed) {
        List<String> names = new ArrayList<>();
        for (GuardStatus guard : guards.guards()) {
            names.add(guard.name());
            names.add(guard.plugin());
        }
        NearestNames known = new NearestNames(names);
        return known.resolve(typed)
                .orElseThrow(() -> new CommandException(
                        "No hook or plugin is named " + Printable.of(typed) + "." + known.hint(typed)));
    }
}
