package io.hookline.shell.internal.core;

import io.hookline.api.runtime.RuntimeStats;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.OutputFormat;
import io.hookline.shell.command.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:top}. */
@Component
@CommandName("top")
public final class TopCommand implements Command {

    private static final String BY = "--by";
    private static final String ONCE = "--once";
    private static final String EVERY = "--every";
    private static final int DEFAULT_SECONDS = 2;

    private final CoreClient core;
    private final LongSupplier nanoClock;
    private final Pause pause;

    /** With the services of the core. */
    @Activate
    public TopCommand(@Reference CoreClient core) {
        this(core, System::nanoTime, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    TopCommand(CoreClient core, LongSupplier nanoClock, Pause pause) {
        this.core = core;
        this.nanoClock = nanoClock;
        this.pause = pause;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
                        "Shows the hooks that are called most, again and again: rates, failures, latencies.")
                .withOptions(
                        CommandOption.value(
                                        BY,
                                        "KEY",
                                        "Sorts by rate, failing, calls, failures, flight, p50, p99, max or name; by default"
                                                + " by rate.")
                                .withCompletion(Completion.of(Arrays.stream(TopReport.Key.values())
                                        .map(TopReport.Key::toString)
                                        .toArray(String[]::new))),
                        CommandOption.flag(ONCE, "Measures once, prints, and ends."),
                        CommandOption.value(EVERY, "SECONDS", "Sets the time between two looks, by default 2.")
                                .withCompletion(Completion.of("1", "2", "5", "10")))
                .withDetails(
                        "Rates are those of the time since the look before. Calls, failures and latencies are those"
                                + " of hook:stats. Ctrl-C ends it. Without " + ONCE
                                + ", JSON has one line for each look.")
                .withPermission(Role.VIEWER)
                .withExample("hook:top --by p99")
                .withExample("hook:top --once -o json");
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments given = context.arguments();
        TopReport.Key key = TopReport.Key.of(given);
        Duration every = Duration.ofSeconds(given.number(EVERY, 1, DEFAULT_SECONDS));
        RuntimeStats before = core.runtime().stats();
        long since = nanoClock.getAsLong();
        try {
            while (true) {
                pause.pause(every);
                RuntimeStats now = core.runtime().stats();
                long at = nanoClock.getAsLong();
                TopReport report = TopReport.of(before, now, at - since, key);
                if (given.has(ONCE)) {
                    return CommandResult.text(report, report::text);
                }
                if (context.format() == OutputFormat.TABLE) {
                    context.redraw(report.text(context.width()));
                } else {
                    context.item(report, "");
                }
                before = now;
                since = at;
            }
        } catch (InterruptedException e) {
            // Ctrl-C is how watching ends.
            return CommandResult.shown();
        }
    }

    /** The time between two looks. */
    @FunctionalInterface
    interface Pause {

        void pause(Duration time) throws InterruptedException;
    }
}
