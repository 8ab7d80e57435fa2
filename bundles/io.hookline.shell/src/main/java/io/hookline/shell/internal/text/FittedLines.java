package io.hookline.shell.internal.text;

import io.hookline.common.text.Folded;
import java.util.stream.Collectors;

/** Text that was made for any screen, fitted to one: lines that are too long are folded between words. */
public final class FittedLines {

    private static final String INDENT = "  ";

    private FittedLines() {}

    /** The lines, each with a line feed. A screen of no width leaves them as they are. */
    public static String of(String text, int screen) {
        return text.lines()
                .map(line -> screen <= 0 || line.length() <= screen
                        ? line + "\n"
                        : Folded.of("", line.replace("\t", INDENT), screen, INDENT))
                .collect(Collectors.joining());
    }
}
