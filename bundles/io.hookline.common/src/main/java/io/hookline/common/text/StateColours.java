package io.hookline.common.text;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Colours the words that name a state, such as {@code RUNNING} and {@code QUARANTINED}, for a terminal. Reports hold no
 * colours: they are added where a text meets a terminal, so that files, pipes and data are never coloured.
 */
public final class StateColours {

    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String RED = "31";

    private static final Map<String, String> COLOURS = Map.ofEntries(
            Map.entry("RUNNING", GREEN),
            Map.entry("ACTIVE", GREEN),
            Map.entry("PROMOTED", GREEN),
            Map.entry("BOUND", GREEN),
            Map.entry("OK", GREEN),
            Map.entry("WAITING", YELLOW),
            Map.entry("PAUSED", YELLOW),
            Map.entry("HALF_OPEN", YELLOW),
            Map.entry("WARN", YELLOW),
            Map.entry("WARNING", YELLOW),
            Map.entry("FAILED", RED),
            Map.entry("OPEN", RED),
            Map.entry("LOCKED", RED),
            Map.entry("QUARANTINED", RED),
            Map.entry("ROLLED_BACK", RED),
            Map.entry("REFUSED", RED),
            Map.entry("ERROR", RED),
            Map.entry("PROBLEM", RED));

    /** A word in capitals with nothing but blanks or brackets around it: no part of a name. */
    private static final Pattern WORD = Pattern.compile("(?<![^\\s(\\[])[A-Z_]{2,}(?![^\\s):,\\]])");

    private StateColours() {}

    /**
     * Whether a terminal gets colours: not if the variable {@code NO_COLOR} is set to a text, or the terminal is dumb.
     *
     * @param environment the environment of the process that has the terminal
     */
    public static boolean areWanted(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** The text with its states in colour. A title line of a table, all of it in capitals, stays as it is. */
    public static String of(String text) {
        StringBuilder coloured = new StringBuilder(text.length() + 64);
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            line(text.substring(at, next), coloured);
            at = next;
        }
        return coloured.toString();
    }

    private static void line(String line, StringBuilder coloured) {
        if (line.chars().noneMatch(c -> Character.isLowerCase(c) || Character.isDigit(c))) {
            coloured.append(line);
            return;
        }
        Matcher word = WORD.matcher(line);
        int at = 0;
        while (word.find()) {
            String colour = COLOURS.get(word.group());
            if (colour != null) {
                coloured.append(line, at, word.start())
                        .append("\u001B[")
                        .append(colour)
                        .append('m')
                        .append(word.group())
                        .append("\u001B[0m");
                at = word.end();
            }
        }
        coloured.append(line, at, line.length());
    }
}
