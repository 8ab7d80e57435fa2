package io.hookline.common.text;

import java.util.List;

/** Text made safe for a terminal and folded to its width, with a hanging indent. */
public final class Folded {

    /** The narrowest column that text is folded to. */
    private static final int LEAST_WIDTH = 24;

    private Folded() {}

    /**
     * The text after {@code begin}; further lines are indented by the length of {@code begin}. Each line ends with a
     * line feed.
     */
    public static String of(String begin, String text, int screen) {
        return of(begin, text, screen, " ".repeat(begin.length()));
    }

    /** The text after {@code begin}; further lines start with {@code indent}. Each line ends with a line feed. */
    public static String of(String begin, String text, int screen, String indent) {
        String safe = Printable.of(text);
        int first = Math.max(LEAST_WIDTH, screen - begin.length());
        List<String> lines = Table.fold(safe, first);
        if (lines.size() == 1) {
            return begin + safe + "\n";
        }
        String rest = safe.substring(lines.get(0).length()).stripLeading();
        int width = Math.max(LEAST_WIDTH, screen - indent.length());
        return begin + lines.get(0) + "\n" + indent + String.join("\n" + indent, Table.fold(rest, width)) + "\n";
    }

    /** The text made safe for a terminal, in one line: what does not fit is cut behind a word, with an ellipsis. */
    public static String cut(String text, int width) {
        String safe = Printable.of(text);
        if (safe.length() <= width) {
            return safe;
        }
        String first = Table.fold(safe, Math.max(1, width - 1)).get(0);
        return first.substring(0, Math.min(first.length(), Math.max(0, width - 1))) + "…";
    }
}
