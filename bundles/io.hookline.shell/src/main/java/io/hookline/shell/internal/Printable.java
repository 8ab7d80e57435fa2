package io.hookline.shell.internal;

import java.util.List;
import java.util.stream.Collectors;

/** Text from a bundle made safe for a terminal: what would steer it is shown as an escape instead. */
public final class Printable {

    private Printable() {}

    /** The text with every control, format and separator character but the blank written as an escape. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::steers)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /** The lines of a text, each made safe. */
    public static String lines(String text) {
        return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
    }

    /** The texts, each made safe, with a comma between them; a dash if there is none. */
    public static String list(List<String> texts) {
        return texts.isEmpty() ? "-" : of(String.join(", ", texts));
    }

    private static void append(StringBuilder safe, int c) {
        if (!steers(c)) {
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

    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
