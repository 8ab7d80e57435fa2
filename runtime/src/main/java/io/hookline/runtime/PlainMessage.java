package io.hookline.runtime;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;

/**
 * A log message for one line of a file or terminal: each run of control and format characters becomes one space, since
 * what came from outside may hold some. A plain message, as almost all are, costs one look at each character. Stateless.
 */
public final class PlainMessage extends ClassicConverter {

    /** Needed because Logback creates it. */
    public PlainMessage() {}

    @Override
    public String convert(ILoggingEvent event) {
        return plain(event.getFormattedMessage());
    }

    /** The text on one line; empty for null. */
    static String plain(@Nullable String text) {
        if (text == null) {
            return "";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return cleaned(text);
            }
        }
        return text;
    }

    private static String cleaned(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        boolean inRun = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL || type == Character.FORMAT;
            if (!hidden) {
                cleaned.appendCodePoint(c);
            } else if (!inRun) {
                cleaned.append(' ');
            }
            inRun = hidden;
            i += Character.charCount(c);
        }
        return cleaned.toString();
    }
}
