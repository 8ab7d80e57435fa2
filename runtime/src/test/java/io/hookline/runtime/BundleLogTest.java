package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.FormatterLogger;
import org.slf4j.LoggerFactory;

/** Checks what SLF4J gets from a bundle's loggers. */
final class BundleLogTest {

    private final Logger slf4j = (Logger) LoggerFactory.getLogger("org.example.part");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final org.osgi.service.log.Logger log =
            BundleLogger.of("org.example.part", "component", org.osgi.service.log.Logger.class);

    @BeforeEach
    void listen() {
        written.start();
        slf4j.addAppender(written);
        slf4j.setLevel(Level.INFO);
        slf4j.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        slf4j.detachAppender(written);
        slf4j.setAdditive(true);
        slf4j.setLevel(null);
    }

    @Test
    void messagesHaveTheBundlesNameAndTheirParameters() {
        log.warn("no {} of {} between {} and {}", "value", "port", 1, 9);
        log.error("one {}", "alone");
        log.audit("plain");
        assertThat(written.list)
                .extracting(
                        event -> event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage())
                .containsExactly(
                        "WARN org.example.part: no value of port between 1 and 9",
                        "ERROR org.example.part: one alone",
                        "INFO org.example.part: plain");
        assertThat(log.getName()).isEqualTo("component");
    }

    @Test
    void exceptionsArePassedOn() {
        log.error("broken {}", "thing", new IllegalStateException("why"));
        BundleLogger.of("org.example.part", "component", FormatterLogger.class)
                .warn("%d of %s", 3, "many", new IllegalStateException("because"));
        assertThat(written.list)
                .extracting(event -> event.getFormattedMessage() + " / " + message(event.getThrowableProxy()))
                .containsExactly("broken thing / why", "3 of many / because");
    }

    @Test
    void levelsAreThoseOfSlf4j() {
        assertThat(log.isInfoEnabled()).isTrue();
        assertThat(log.isDebugEnabled()).isFalse();
        log.debug("nothing");
        log.trace(writer -> {
            throw new AssertionError("asked in vain");
        });
        log.info(writer -> writer.info("asked"));
        assertThat(written.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("asked");
    }

    @Test
    void anotherTypeOfLoggerIsRefused() {
        assertThatThrownBy(() -> BundleLogger.of("org.example.part", "component", OwnLogger.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OwnLogger is not a type of logger");
    }

    private static @Nullable String message(@Nullable IThrowableProxy thrown) {
        return thrown == null ? null : thrown.getMessage();
    }

    private interface OwnLogger extends org.osgi.service.log.Logger {}
}
