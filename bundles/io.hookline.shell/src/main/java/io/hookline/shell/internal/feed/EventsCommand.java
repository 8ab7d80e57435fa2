package io.hookline.shell.internal.feed;

import io.hookline.common.text.Printable;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import io.hookline.shell.feed.EventEntry;
import io.hookline.shell.feed.EventFeed;
import io.hookline.shell.feed.EventFilter;
import io.hookline.shell.internal.text.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:events}. */
@Component
@CommandName("events")
public final class EventsCommand implements Command {

    private static final String FOLLOW = "--follow";
    private static final String FILTER = "--filter";
    private static final String LAST = "--last";
    private static final int DEFAULT_LAST = 20;
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final EventFeed feed;

    /** With the latest events. */
    @Activate
    public EventsCommand(@Reference EventFeed feed) {
        this.feed = feed;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows what has happened: changes, releases, guards, canaries, configurations.")
                .withOptions(
                        CommandOption.flag(
                                FOLLOW, "Goes on with each event as it happens, until Ctrl-C; -f for short."),
                        CommandOption.value(
                                        FILTER,
                                        "TERM,…",
                                        "Shows the events that all terms fit: kind=release, subject=PLUGIN, actor=NAME,"
                                                + " reason=WORD, or a word alone.")
                                .withCompletion(Completion.of(
                                        "kind=canary",
                                        "kind=configuration",
                                        "kind=drain",
                                        "kind=generation",
                                        "kind=guard",
                                        "kind=release")),
                        CommandOption.value(LAST, "N", "Sets how many earlier events are shown, by default 20."))
                .withDetails("The runtime keeps the latest " + EventFeed.MOST
                        + " events, until the process ends. With -f, JSON has one line for each event.")
                .withPermission(Role.VIEWER)
                .withExample("hook:events -f --filter kind=release,ratelimit");
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments given = context.arguments();
        EventFilter filter = filter(given.value(FILTER));
        int last = (int) Math.min(EventFeed.MOST, given.number(LAST, 0, DEFAULT_LAST));
        if (given.has(FOLLOW)) {
            follow(context, filter, last);
            return CommandResult.shown();
        }
        Timestamps timestamps = Timestamps.now(Instant.now());
        return CommandResult.table(
                        feed.latest(last, filter),
                        Column.<EventEntry>of("AT", event -> timestamps.at(event.at())),
                        Column.of("KIND", EventEntry::kind),
                        Column.of("SUBJECT", EventEntry::subject),
                        Column.of("EVENT", EventEntry::text),
                        Column.of("BY", EventEntry::actor),
                        Column.of("REASON", EventEntry::reason))
                .whenEmpty("No event that fits has happened since the start. All of them: hook:events");
    }

    private static EventFilter filter(String typed) {
        try {
            return EventFilter.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new CommandException(FILTER + ": " + Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private void follow(CommandContext context, EventFilter filter, int last) {
        long seen = feed.last();
        long begin = seen;
        for (EventEntry event : feed.latest(last, filter)) {
            if (event.number() <= begin) {
                context.item(event, line(event));
            }
        }
        try {
            while (true) {
                if (!feed.await(seen, LOOK)) {
                    continue;
                }
                EventFeed.Page page = feed.after(seen);
                if (page.missed() > 0) {
                    context.item(
                            Map.of("kind", "missed", "missed", page.missed()),
                            page.missed() + " events came too fast to be shown");
                }
                List<EventEntry> events = page.events();
                events.stream().filter(filter::passes).forEach(event -> context.item(event, line(event)));
                seen = events.get(events.size() - 1).number();
            }
        } catch (InterruptedException e) {
            // Ctrl-C is how following ends.
        }
    }

    private static String line(EventEntry event) {
        StringBuilder line = new StringBuilder();
        line.append(Timestamps.now(Instant.now()).at(event.at())).append("  ").append(event.kind());
        if (!event.subject().isEmpty()) {
            line.append("  ").append(event.subject());
        }
        line.append("  ").append(event.text()).append("  (").append(event.actor());
        if (!event.reason().isEmpty()) {
            line.append(": ").append(event.reason());
        }
        return line.append(')').toString();
    }
}
