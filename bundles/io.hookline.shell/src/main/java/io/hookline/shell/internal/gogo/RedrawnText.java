package io.hookline.shell.internal.gogo;

/** A text of a command that is shown again and again, in one place of the terminal. Safe for use by many threads. */
final class RedrawnText {

    private final SessionOutput output;
    private String shown = "";

    RedrawnText(SessionOutput output) {
        this.output = output;
    }

    /** Shows a text, of which a terminal that is not high enough keeps the beginning. */
    synchronized void show(String text) {
        int height = output.height();
        if (height == 0) {
            if (!text.equals(shown)) {
                output.print(shown.isEmpty() ? text : "\n" + text);
            }
            shown = text;
            return;
        }
        String fitting = head(text, height - 1);
        long before = shown.lines().count();
        output.print((before == 0 ? "" : upAndClear(before)) + fitting);
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
