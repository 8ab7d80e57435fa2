package io.hookline.runtime;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OSGi log reader service: hands the messages of all bundles and of the launcher to listeners, on the thread that
 * logs. It is an appender at the root logger while there is a listener, so that it costs nothing without one. It keeps
 * no messages. The listeners of a bundle go with the bundle. Safe for use by many threads.
 */
final class LogFeed implements ServiceFactory<LogReaderService> {

    private final List<ReaderOfBundle> readers = new CopyOnWriteArrayList<>();
    private final Appender appender = new Appender();
    private boolean isAttached;

    /** Registers the service while the framework runs. */
    static void offer(BundleContext context) {
        context.registerService(LogReaderService.class, new LogFeed(), null);
    }

    @Override
    public LogReaderService getService(Bundle bundle, ServiceRegistration<LogReaderService> registration) {
        ReaderOfBundle reader = new ReaderOfBundle();
        readers.add(reader);
        return reader;
    }

    @Override
    public void ungetService(
            Bundle bundle, ServiceRegistration<LogReaderService> registration, LogReaderService service) {
        readers.remove(service);
        attach();
    }

    private synchronized void attach() {
        boolean isNeeded = readers.stream().anyMatch(reader -> !reader.listeners.isEmpty());
        if (isNeeded == isAttached || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (isNeeded) {
            appender.setContext(context);
            appender.start();
            root.addAppender(appender);
        } else {
            root.detachAppender(appender);
            appender.stop();
        }
        isAttached = isNeeded;
    }

    private void append(ILoggingEvent event) {
        LogEntry entry = new LoggedEvent(event);
        for (ReaderOfBundle reader : readers) {
            for (LogListener listener : reader.listeners) {
                listener.logged(entry);
            }
        }
    }

    /** Logback calls it for each message; what it throws, Logback takes. */
    private final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            LogFeed.this.append(event);
        }
    }

    /** The service for one bundle. */
    private final class ReaderOfBundle implements LogReaderService {

        private final List<LogListener> listeners = new CopyOnWriteArrayList<>();

        @Override
        public void addLogListener(LogListener listener) {
            if (!listeners.contains(listener)) {
                listeners.add(listener);
            }
            attach();
        }

        @Override
        public void removeLogListener(LogListener listener) {
            listeners.remove(listener);
            attach();
        }

        @Override
        public Enumeration<LogEntry> getLog() {
            return Collections.emptyEnumeration();
        }
    }
}
