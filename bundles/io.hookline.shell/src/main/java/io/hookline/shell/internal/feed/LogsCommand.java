package io.hookline.shell.internal.feed;

import io.hookline.common.text.Printable;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import io.hookline.shell.feed.LogEntry;
import io.hookline.shell.feed.LogFeed;
import io.hookline.shell.internal.core.CoreClient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:logs}. */
@Component
@CommandName("logs")
public final class LogsCommand implements Command {

    private static final String FOLLOW = "--follow";
    private static final String LEVEL = "--level";
    private static final String PLUGIN = "--plugin";
    private static final String LAST = "--last";
    private static final int DEFAULT_LAST = 50;
    private static final int MOST_LAST = 10_000;
    private static final long LOOK_EVERY_MS = 250;

    private final LogFeed log;
    private final CoreClient core;

    /** With the log, and the core for names of plugins. */
    @Activate
    public LogsCommand(@Reference LogFeed log, @Reference CoreClient core) {
        this.log = log;
        this.core = core;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the log.")
                .withOptions(
                        CommandOption.flag(
                                FOLLOW, "Goes on with each entry as it is written, until Ctrl-C; -f for short."),
                        CommandOption.value(LEVEL, "LEVEL", "Shows entries of this level and of worse ones.")
                                .withCompletion(Completion.of("error", "warn", "info", "debug")),
                        CommandOption.value(PLUGIN, "PLUGIN", "Shows what a plugin has written, and what names it.")
                                .withCompletion(core.completingPlugins()),
                        CommandOption.value(LAST, "N", "Sets how many earlier entries are shown, by default 50."))
                .withDetails(
                        "The log is log/hookline.log in the data folder. With -f, JSON has one line for each entry.")
                .withPermission(Role.VIEWER)
                .withExample("hook:logs -f --level warn");
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments given = context.arguments();
        int last = (int) Math.min(MOST_LAST, given.number(LAST, 0, DEFAULT_LAST));
        LogFilter filter = new LogFilter(level(given), given.has(PLUGIN) ? core.plugin(given.value(PLUGIN)) : "");
        try (LogFeed.Tail tail = log.tail(last, filter::passes)) {
            if (!given.has(FOLLOW)) {
                List<LogEntry> entries = tail.next();
                return CommandResult.text(entries, width -> text(entries));
            }
            while (true) {
                tail.next().forEach(entry -> show(context, entry));
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        } catch (InterruptedException e) {
            // Ctrl-C is how following ends.
            return CommandResult.shown();
        } catch (IOException e) {
            throw new CommandException("The log cannot be read: " + Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private static String level(Arguments given) {
        String level = given.value(LEVEL, "trace").toUpperCase(Locale.ROOT);
        if (!LogFilter.LEVELS.contains(level)) {
            throw given.complaint("takes " + LEVEL + " error, warn, info, debug or trace, not \""
                    + Printable.of(given.value(LEVEL)) + "\"");
        }
        return level;
    }

    private static void show(CommandContext context, LogEntry entry) {
        List<String> lines = lines(entry);
        context.item(entry, lines.get(0));
        lines.stream().skip(1).forEach(context::progress);
    }

    private static String text(List<LogEntry> entries) {
        if (entries.isEmpty()) {
            return "The log has no entry that fits.\n";
        }
        StringBuilder text = new StringBuilder();
        for (LogEntry entry : entries) {
            lines(entry).forEach(line -> text.append(Printable.of(line)).append('\n'));
        }
        return text.toString();
    }

    private static List<String> lines(LogEntry entry) {
        String head = String.format("%s %-5s %s - ", entry.at(), entry.level(), entry.logger());
        return (head + entry.text())
                .lines()
                .map(line -> line.replace("\t", "    "))
                .toList();
    }
}
