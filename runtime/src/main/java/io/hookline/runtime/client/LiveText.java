package io.hookline.runtime.client;

import java.io.PrintStream;
import java.util.stream.Collectors;

/** A text that is shown again and again, in one place of the terminal. Used by one thread. */
final class LiveText {

    private final PrintStream out;
    private final int rows;
    private String shown = "";

    /** With the terminal's height in lines; 0 without a terminal. */
    LiveText(PrintStream out, int rows) {
        this.out = out;
        this.rows = rows;
    }

    /** Shows a text, of which a terminal keeps what fits. Without a terminal a changed text follows the earlier one. */
    void show(String text) {
        if (rows == 0) {
            if (!text.equals(shown)) {
                out.print(shown.isEmpty() ? text : "\n" + text);
            }
            shown = text;
            return;
        }
        String fitting = text.lines().limit(Math.max(1, rows - 1)).collect(Collectors.joining("\n", "", "\n"));
        long before = shown.lines().count();
        out.print((before == 0 ? "" : "\u001B[" + before + "F\u001B[J") + fitting);
        shown = fitting;
    }
}
