package io.hookline.shell.internal.feed;

import io.hookline.shell.feed.LogEntry;
import java.util.List;

/**
 * Which entries of the log are shown.
 *
 * @param level the least level, in capitals
 * @param plugin symbolic name of a plugin; empty for all
 */
record LogFilter(String level, String plugin) {

    static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    boolean passes(LogEntry entry) {
        return LEVELS.indexOf(entry.level()) <= LEVELS.indexOf(level)
                && (plugin.isEmpty() || isBelow(entry.logger()) || isNamed(entry.text()));
    }

    /** Whether a logger is one of the plugin: packages of its name may be shortened to their first letters. */
    private boolean isBelow(String logger) {
        String[] wanted = plugin.split("\\.", -1);
        String[] parts = logger.split("\\.", -1);
        if (parts.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            boolean shortened = parts[i].length() == 1 && wanted[i].startsWith(parts[i]);
            // The last part tells plugins apart: one letter would not.
            if (!parts[i].equals(wanted[i]) && (!shortened || i == wanted.length - 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean isNamed(String text) {
        for (int at = text.indexOf(plugin); at >= 0; at = text.indexOf(plugin, at + 1)) {
            int end = at + plugin.length();
            if (end == text.length() || !isPartOfName(text, end)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name goes on: a full stop at the end of a sentence does not count. */
    private static boolean isPartOfName(String text, int at) {
        char c = text.charAt(at);
        return Character.isLetterOrDigit(c)
                || c == '-'
                || c == '_'
                || (c == '.' && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1)));
    }
}
