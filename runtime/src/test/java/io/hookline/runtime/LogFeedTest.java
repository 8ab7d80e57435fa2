package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.LoggerFactory;

/** What listeners of the log get from Logback. */
final class LogFeedTest {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger log = (Logger) LoggerFactory.getLogger("org.example.feed");
    private final List<LogEntry> entries = new ArrayList<>();
    private final LogListener listener = entries::add;
    private final LogFeed feed = new LogFeed();

    @BeforeEach
    void level() {
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void reset() {
        log.setLevel(null);
    }

    @Test
    void aListenerGetsWhatTheLevelsLetThroughAndLeavesNothingBehind() {
        int before = appenders();
        LogReaderService reader = feed.getService(null, null);
        assertThat(appenders()).isEqualTo(before);
        reader.addLogListener(listener);
        IllegalStateException cause = new IllegalStateException("why");
        log.warn("no {}", "value", cause);
        log.debug("hidden");
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.getLogLevel()).isEqualTo(LogLevel.WARN);
            assertThat(entry.getMessage()).isEqualTo("no value");
            assertThat(entry.getLoggerName()).isEqualTo("org.example.feed");
            assertThat(entry.getException()).isSameAs(cause);
            assertThat(entry.getThreadInfo()).isEqualTo(Thread.currentThread().getName());
        });
        reader.removeLogListener(listener);
        log.warn("unheard");
        assertThat(entries).hasSize(1);
        assertThat(appenders()).isEqualTo(before);
    }

    @Test
    void theListenersOfABundleGoWithIt() {
        int before = appenders();
        LogReaderService reader = feed.getService(null, null);
        reader.addLogListener(listener);
        feed.ungetService(null, null, reader);
        log.warn("unheard");
        assertThat(entries).isEmpty();
        assertThat(appenders()).isEqualTo(before);
    }

    private int appenders() {
        List<Object> all = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(all::add);
        return all.size();
    }
}
