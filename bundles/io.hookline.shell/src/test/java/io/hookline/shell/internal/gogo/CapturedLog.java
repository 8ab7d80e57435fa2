package io.hookline.shell.internal.gogo;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs meanwhile, kept off the screen. */
public final class CapturedLog {

    private CapturedLog() {}

    /** The messages that a class has logged, with an exception each, while something ran. */
    public static List<String> of(Class<?> logging, Runnable something) {
        Logger logger = (Logger) LoggerFactory.getLogger(logging);
        ListAppender<ILoggingEvent> kept = new ListAppender<>();
        kept.start();
        logger.addAppender(kept);
        logger.setAdditive(false);
        try {
            something.run();
        } finally {
            logger.detachAppender(kept);
            logger.setAdditive(true);
        }
        return kept.list.stream()
                .filter(event -> event.getThrowableProxy() != null)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
