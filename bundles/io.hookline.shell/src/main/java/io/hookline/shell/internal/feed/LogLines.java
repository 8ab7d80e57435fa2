package io.hookline.shell.internal.feed;

import io.hookline.shell.feed.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a log by the pattern that {@code etc/logback.xml} writes. */
final class LogLines {

    private static final Pattern HEAD = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[.,]\\d{3}) ([A-Z]{4,5}) {1,2}\\[(.*?)] (\\S+) - (.*)");

    private LogLines() {}

    /** The entries of a text. Lines ahead of the first entry belong to one that is not there, and are left out. */
    static List<LogEntry> entries(String text) {
        List<LogEntry> entries = new ArrayList<>();
        LogEntry open = null;
        StringBuilder lines = new StringBuilder();
        for (String line : text.lines().toList()) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                add(open, lines, entries);
                open = new LogEntry(head.group(1), head.group(2), head.group(3), head.group(4), "");
                lines.append(head.group(5));
            } else if (open != null) {
                lines.append('\n').append(line);
            }
        }
        add(open, lines, entries);
        return entries;
    }

    private static void add(@Nullable LogEntry open, StringBuilder lines, List<LogEntry> entries) {
        if (open != null) {
            entries.add(new LogEntry(
                    open.at(),
                    open.level(),
                    open.thread(),
                    open.logger(),
                    lines.toString().stripTrailing()));
        }
        lines.setLength(0);
    }
}
