package io.hookline.shell.internal;

import java.util.List;

/** Sentences made safe for a terminal and folded to its width, with what begins the first line kept clear below it. */
public final class Folded {

    /** Narrower than this a text is not folded. */
    private static final int LEAST_WIDTH = 24;

    private Folded() {}

    /** The text behind what begins its first line, and clear of it below; each line has its line end. */
    public static String of(String begin, String text, int screen) {
        return of(begin, text, screen, " ".repeat(begin.length()));
    }

    /** The text behind what begins its first line, and behind an indent below it. */
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
}
