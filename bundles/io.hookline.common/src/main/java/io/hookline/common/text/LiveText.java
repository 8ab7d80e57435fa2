package io.hookline.common.text;

import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/** A text that is shown again and again, in one place of the terminal. Safe for use by many threads. */
public final class LiveText {

    private final Consumer<String> output;
    private final IntSupplier height;
    private final UnaryOperator<String> colours;
    private String shown = "";

    /**
     * Nothing is shown yet.
     *
     * @param output prints a text
     * @param height the terminal's height in lines; 0 without a terminal
     * @param colours colours a text ahead of its printing, without a change of its lines
     */
    public LiveText(Consumer<String> output, IntSupplier height, UnaryOperator<String> colours) {
        this.output = output;
        this.height = height;
        this.colours = colours;
    }

    /**
     * Shows a text, of which a terminal that is not high enough keeps the beginning. Without a terminal it is printed
     * below the earlier one if it has changed.
     */
    public synchronized void show(String text) {
        int lines = height.getAsInt();
        if (lines == 0) {
            if (!text.equals(shown)) {
                output.accept(shown.isEmpty() ? text : "\n" + text);
            }
            shown = text;
            return;
        }
        String fitting = head(text, lines - 1);
        long before = shown.lines().count();
        output.accept((before == 0 ? "" : upAndClear(before)) + colours.apply(fitting));
        shown = fitting;
    }

    /** Up by some lines to the first column, then clear to the end of the screen. */
    private static String upAndClear(long lines) {
        return "\u001B[" + lines + "F\u001B[J";
    }

    private static String head(String text, int lines) {
        StringBuilder head = new StringBuilder();
        text.lines().limit(Math.max(1, lines)).forEach(line -> head.append(line).append('\n'));
        return head.toString();
    }
}
