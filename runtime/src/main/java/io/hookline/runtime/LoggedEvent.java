package io.hookline.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogService;

/**
 * A message of Logback as an OSGi log entry. The bundle that wrote it is not known.
 *
 * @param event the message
 */
record LoggedEvent(ILoggingEvent event) implements LogEntry {

    @Override
    public @Nullable Bundle getBundle() {
        return null;
    }

    @Override
    public @Nullable ServiceReference<?> getServiceReference() {
        return null;
    }

    @Override
    @Deprecated
    public int getLevel() {
        return switch (getLogLevel()) {
            case AUDIT, ERROR -> LogService.LOG_ERROR;
            case WARN -> LogService.LOG_WARNING;
            case INFO -> LogService.LOG_INFO;
            default -> LogService.LOG_DEBUG;
        };
    }

    @Override
    public LogLevel getLogLevel() {
        return switch (event.getLevel().toInt()) {
            case Level.ERROR_INT -> LogLevel.ERROR;
            case Level.WARN_INT -> LogLevel.WARN;
            case Level.INFO_INT -> LogLevel.INFO;
            case Level.DEBUG_INT -> LogLevel.DEBUG;
            default -> LogLevel.TRACE;
        };
    }

    @Override
    public String getMessage() {
        return event.getFormattedMessage();
    }

    @Override
    public @Nullable Throwable getException() {
        return event.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
    }

    @Override
    public long getTime() {
        return event.getTimeStamp();
    }

    @Override
    public String getLoggerName() {
        return event.getLoggerName();
    }

    @Override
    public long getSequence() {
        return event.getSequenceNumber();
    }

    @Override
    public String getThreadInfo() {
        return event.getThreadName();
    }

    @Override
    public @Nullable StackTraceElement getLocation() {
        return null;
    }
}
