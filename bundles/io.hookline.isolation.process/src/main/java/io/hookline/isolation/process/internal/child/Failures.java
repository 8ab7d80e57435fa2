package io.hookline.isolation.process.internal.child;

import io.hookline.isolation.process.internal.wire.Message;
import io.hookline.isolation.process.internal.wire.ProtocolException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words. */
final class Failures {

    private static final int MOST_CAUSES = 5;

    private Failures() {}

    /** A failure with its causes, on one line. */
    static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(String.valueOf(failure));
        Throwable cause = failure.getCause();
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            text.append(", caused by ").append(cause);
            cause = cause.getCause();
        }
        return text.toString();
    }

    /** A failure as a codec's default would encode it. */
    static Map<String, @Nullable Object> value(Throwable failure) {
        String message = failure.getMessage();
        return Map.of("type", failure.getClass().getName(), "message", message == null ? "" : message);
    }

    /** A number that was checked before. */
    static long number(Message message, int index) {
        try {
            return message.number(index);
        } catch (ProtocolException e) {
            throw new IllegalStateException(e);
        }
    }
}
