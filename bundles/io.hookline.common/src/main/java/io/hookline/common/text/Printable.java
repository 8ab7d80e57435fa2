package io.hookline.common.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Escapes text of unknown origin for terminals and logs. Characters that would control a terminal, break or hide a line
 * of a log, or show as nothing become {@code \n}, {@code \r}, {@code \t}, <code>&#92;uXXXX</code> or
 * <code>&#92;u{XXXXX}</code>.
 */
public final class Printable {

    private static final int EXCERPT_CHARACTERS = 160;

    private Printable() {}

    /** The text with every character escaped that does not show as what it is. */
    public static String of(String text) {
        if (text.codePoints().allMatch(Printable::isVisible)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /** The lines of a text, each escaped. */
    public static String lines(String text) {
        return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
    }

    /**
     * The text with those characters escaped that would control a terminal or change the order of what it shows; line
     * ends and tabs stay.
     */
    public static String text(String text) {
        if (text.codePoints().noneMatch(Printable::isEscapedInText)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isEscapedInText(c)) {
                append(safe, c);
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static boolean isEscapedInText(int c) {
        return c != '\n' && c != '\t' && isControl(c);
    }

    /** The texts, escaped, separated by commas; a dash if there are none. */
    public static String list(List<String> texts) {
        return texts.isEmpty() ? "-" : of(String.join(", ", texts));
    }

    /** An {@linkplain #excerpt excerpt} in single quotes. */
    public static String quoted(String text) {
        return "'" + excerpt(text) + "'";
    }

    /**
     * The text escaped and cut to 160 characters. Backslashes are escaped, too, so that no text looks like an escape.
     */
    public static String excerpt(String text) {
        StringBuilder safe = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            if (safe.length() >= EXCERPT_CHARACTERS) {
                return safe.append("...").toString();
            }
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\\') {
                safe.append("\\\\");
            } else {
                append(safe, c);
            }
        }
        return safe.toString();
    }

    /** Whether the character shows as what it is. */
    public static boolean isVisible(int c) {
        int type = Character.getType(c);
        return !isControl(c) && type != Character.PRIVATE_USE && type != Character.UNASSIGNED;
    }

    /** Whether it is a control or format character, a line or paragraph separator, or a lone surrogate. */
    public static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static void append(StringBuilder safe, int c) {
        if (isVisible(c)) {
            safe.appendCodePoint(c);
            return;
        }
        switch (c) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> safe.append(String.format(c > 0xFFFF ? "\\u{%X}" : "\\u%04X", c));
        }
    }
}
