package io.hookline.engine.internal.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that one listener throws: the first failure with its stack, and after that at most one line a minute with the
 * number of failures. Used by one thread at a time.
 */
final class ListenerFailures {

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final String listener;
    private final Clock clock;
    private long unreported;
    private @Nullable Instant nextLine;

    /**
     * Of a listener that has not failed.
     *
     * @param listener its name for the log
     */
    ListenerFailures(String listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    /** Takes note of a failure, and logs it or counts it. */
    void failed(Object event, Throwable failure) {
        boolean isFirst = nextLine == null;
        String line = lineFor(event, failure);
        if (line != null && isFirst) {
            LOG.warn(line, failure);
        } else if (line != null) {
            LOG.warn(line);
        }
    }

    /** Counts a failure; returns what to log now, or null. */
    @Nullable
    String lineFor(Object event, Throwable failure) {
        Instant now = clock.instant();
        Instant due = nextLine;
        if (due != null && now.isBefore(due)) {
            unreported++;
            return null;
        }
        nextLine = now.plus(INTERVAL);
        if (due == null) {
            return listener + " threw on " + event
                    + ". It gets further events; its failures are logged at most once a minute";
        }
        long since = unreported + 1;
        unreported = 0;
        return listener + " has thrown " + since + " more times since the last such line, the last time "
                + failure.getClass().getName() + " on " + event;
    }
}
