package io.hookline.deploy.internal.verify;

/** Text out of a jar as it may be shown: what could forge or hide a line of a log is escaped, what is long is cut. */
final class Printable {

    private static final int MOST_CHARACTERS = 160;

    private Printable() {}

    /** The text in single quotes. */
    static String quoted(String text) {
        return "'" + of(text) + "'";
    }

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            if (shown.length() >= MOST_CHARACTERS) {
                return shown.append("...").toString();
            }
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (character == '\\') {
                // So that an escape cannot be mistaken for a text that looks like one.
                shown.append("\\\\");
            } else if (isVisible(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format("\\u%04x", character));
            }
        }
        return shown.toString();
    }

    /** Whether it shows what it is: no control character, no line break, nothing that turns the direction of writing. */
    static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
