package io.hookline.shell.internal.gateway;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.gateway.strangler.StranglerException;
import io.hookline.gateway.strangler.StranglerStart;
import io.hookline.gateway.strangler.StranglerStatus;
import io.hookline.gateway.strangler.Stranglers;
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
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:strangle}. */
@Component
@CommandName("strangle")
public final class StrangleCommand implements Command {

    private static final String TO = "--to";
    private static final String ROUTE = "--route";
    private static final String STICKY_BY = "--sticky-by";
    private static final String WATCH = "--watch";
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final List<String> ACTIONS =
            List.of("show", "start", "step", "to", "back", "pause", "resume", "finish");

    private final Stranglers stranglers;
    private final Pause pause;

    /** With the migrations. */
    @Activate
    public StrangleCommand(@Reference Stranglers stranglers) {
        this(stranglers, () -> Thread.sleep(EVERY.toMillis()));
    }

    StrangleCommand(Stranglers stranglers, Pause pause) {
        this.stranglers = stranglers;
        this.pause = pause;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                        "Moves routes of the gateway from an old upstream to a new one, and shows how far they are.")
                .withArgument(CommandArgument.optional("ACTION")
                        .withCompletion(Completion.of(ACTIONS.toArray(String[]::new))))
                .withArgument(CommandArgument.optional("NAME").withCompletion(Completion.after(this::names)))
                .withArgument(CommandArgument.optional("PERCENT").withCompletion(Completion.after(this::percents)))
                .withOptions(
                        CommandOption.value(TO, "UPSTREAM", "start: the new upstream, a group or an address"),
                        CommandOption.value(ROUTE, "ROUTE", "start: the route, if it is not named like the migration"),
                        CommandOption.value(
                                STICKY_BY, "KEY", "start: what clients keep their side by, such as cookie:id"),
                        CommandOption.flag(WATCH, "Shows them anew every second, until Ctrl-C."))
                .withReason()
                .withForm("", "Shows all migrations.")
                .withForm("show NAME", "Shows both sides and the newest differences of their responses.")
                .withForm("start NAME --to UPSTREAM", "Begins: requests of the route are copied to the new upstream.")
                .withForm("step NAME", "Moves the next step's share of the requests to the new upstream.")
                .withForm("to NAME PERCENT", "Moves this share of the requests to the new upstream.")
                .withForm("back NAME", "Goes one step back.")
                .withForm("pause NAME", "Takes no step by itself any more; steps back are still made.")
                .withForm("resume NAME", "Takes steps by itself again, if it is set to.")
                .withForm("finish NAME", "Ends a migration at 100 %: the route leads to the new upstream alone.")
                .withDetails("Each change is written to the configuration of the route or the migration, so it survives"
                        + " a restart: see hook:config, also for the history with its reasons.")
                .withExample("hook:strangle start orders --to http://127.0.0.1:9001 --sticky-by cookie:session")
                .withPermission(Role.VIEWER);
    }

    @Override
    public Role permission(Arguments arguments) {
        String action = arguments.positional(0);
        return action.isEmpty() || action.equals("show") ? Role.VIEWER : Role.OPERATOR;
    }

    @Override
    public CommandResult run(CommandContext context) throws InterruptedException {
        Arguments given = context.arguments();
        String action = given.positional(0);
        int most = action.isEmpty() ? 0 : action.equals("to") ? 3 : 2;
        if (given.positional().size() > most) {
            throw given.complaint("does not take \"" + Printable.of(given.positional(most)) + "\" there");
        }
        if (!action.isEmpty() && !ACTIONS.contains(action)) {
            throw given.complaint("has no action \"" + Printable.of(action) + "\""
                    + new NearestNames(ACTIONS)
                            .nearest(action)
                            .map(nearest -> ", perhaps " + nearest)
                            .orElse(""));
        }
        if (!action.equals("start") && (given.has(TO) || given.has(ROUTE) || given.has(STICKY_BY))) {
            throw given.complaint("takes " + TO + ", " + ROUTE + " and " + STICKY_BY + " with start only");
        }
        if (given.has(WATCH)) {
            return watch(context, action);
        }
        try {
            return run(context, action);
        } catch (StranglerException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private CommandResult run(CommandContext context, String action) {
        Arguments given = context.arguments();
        if (action.isEmpty()) {
            return list(stranglers.all());
        }
        String by = context.actor().toString();
        Stranglers changed = stranglers.because(context.reason());
        String name = name(given, action.equals("start"));
        return switch (action) {
            case "show" -> show(status(name));
            case "start" -> show(changed.start(start(given, name), by));
            case "step" -> show(changed.moveTo(name, next(status(name)), by));
            case "to" -> show(changed.moveTo(name, percent(given), by));
            case "back" -> show(changed.moveTo(name, before(status(name)), by));
            case "pause", "resume" -> show(changed.pause(name, action.equals("pause"), by));
            default -> finish(changed, name, by);
        };
    }

    private CommandResult finish(Stranglers changed, String name, String by) {
        StranglerStatus last = status(name);
        changed.finish(name, by);
        return CommandResult.text(
                Map.of("name", name, "route", last.route(), "upstream", last.to(), "finished", true),
                width -> "Finished " + Printable.of(name) + ": the route " + Printable.of(last.route()) + " leads to "
                        + Printable.of(last.to()) + " alone.\n");
    }

    private CommandResult watch(CommandContext context, String action) {
        Arguments given = context.arguments();
        if (given.has(CommandDescription.JSON)) {
            throw given.complaint("takes " + WATCH + " or " + CommandDescription.JSON + ", not both");
        }
        if (!action.isEmpty() && !action.equals("show")) {
            throw given.complaint("takes " + WATCH + " with show, or without an action");
        }
        String name = action.isEmpty() ? "" : name(given, false);
        List<StranglerStatus> all = List.of();
        try {
            do {
                all = stranglers.all();
                context.redraw(
                        action.isEmpty()
                                ? StrangleReport.list(all, context.width())
                                : StrangleReport.of(status(name), context.width()));
                pause.pause();
            } while (!all.isEmpty());
        } catch (InterruptedException e) {
            // Ctrl-C is how watching ends.
        }
        return CommandResult.text(all, width -> "");
    }

    private static CommandResult list(List<StranglerStatus> all) {
        return CommandResult.text(all, width -> StrangleReport.list(all, width));
    }

    private static CommandResult show(StranglerStatus status) {
        return CommandResult.text(status, width -> StrangleReport.of(status, width));
    }

    private static StranglerStart start(Arguments given, String name) {
        String to = given.value(TO, "");
        if (to.isEmpty()) {
            throw given.complaint("start needs " + TO + " UPSTREAM");
        }
        return new StranglerStart(name, given.value(ROUTE, name), to, given.value(STICKY_BY, ""));
    }

    private static int next(StranglerStatus status) {
        return status.steps().stream()
                .filter(step -> step > status.percent())
                .findFirst()
                .orElseThrow(() -> new CommandException(Printable.of(status.name())
                        + " is at 100 %. To end the migration: hook:strangle finish " + Printable.of(status.name())));
    }

    private static int before(StranglerStatus status) {
        if (status.percent() == 0) {
            throw new CommandException(Printable.of(status.name()) + " is at 0 % already");
        }
        return status.steps().stream()
                .filter(step -> step < status.percent())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private static int percent(Arguments given) {
        String text = given.positional(2);
        if (text.isEmpty()) {
            throw given.complaint("to takes a name and a percent");
        }
        long percent = Arguments.number("the percent", text, 0);
        if (percent > 100) {
            throw given.complaint("takes 0 to 100 percent, not " + percent);
        }
        return (int) percent;
    }

    private String name(Arguments given, boolean fresh) {
        String typed = given.positional(1);
        if (typed.isEmpty()) {
            throw given.complaint(given.positional(0) + " needs the name of a migration");
        }
        if (fresh && !typed.matches("[A-Za-z0-9_-]{1,64}")) {
            throw given.complaint("takes a name of letters, digits, - and _, not \"" + Printable.of(typed) + "\"");
        }
        return typed;
    }

    private StranglerStatus status(String name) {
        List<StranglerStatus> all = stranglers.all();
        return all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandException("There is no migration " + Printable.quoted(name) + "."
                        + (all.isEmpty()
                                ? " Begin one: hook:strangle start NAME --to UPSTREAM"
                                : new NearestNames(all.stream()
                                                .map(StranglerStatus::name)
                                                .toList())
                                        .hint(name))));
    }

    private Collection<String> names(List<String> before) {
        return before.isEmpty() || before.get(0).equals("start")
                ? List.of()
                : stranglers.all().stream().map(StranglerStatus::name).toList();
    }

    private Collection<String> percents(List<String> before) {
        if (before.size() < 2 || !before.get(0).equals("to")) {
            return List.of();
        }
        return stranglers.all().stream()
                .filter(one -> one.name().equals(before.get(1)))
                .flatMap(one -> one.steps().stream())
                .map(String::valueOf)
                .toList();
    }

    /** The time between two looks. */
    @FunctionalInterface
    interface Pause {

        void pause() throws InterruptedException;
    }
}
