package io.hookline.runtime;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What bundles write to the OSGi log service, such as the component runtime and File Install, handed to SLF4J. */
final class BundleLog implements LogListener {

    /** Follows the log readers for as long as the framework runs. */
    static ServiceTracker<LogReaderService, LogReaderService> follow(BundleContext context) {
        BundleLog log = new BundleLog();
        ServiceTracker<LogReaderService, LogReaderService> readers =
                new ServiceTracker<>(context, LogReaderService.class, null) {
                    @Override
                    public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
                        LogReaderService reader = super.addingService(reference);
                        reader.addLogListener(log);
                        return reader;
                    }
                };
        readers.open();
        context.addBundleListener(BundleLog::warnOfNoBundle);
        return readers;
    }

    private static void warnOfNoBundle(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.INSTALLED && bundle.getSymbolicName() == null) {
            LoggerFactory.getLogger(BundleLog.class)
                    .warn(
                            "{} is no bundle: its manifest has no Bundle-SymbolicName. Build it with bnd; uninstall {}"
                                    + " removes it",
                            bundle.getLocation(),
                            bundle.getBundleId());
        }
    }

    @Override
    public void logged(LogEntry entry) {
        if (String.valueOf(entry.getLoggerName()).startsWith("Events.Framework")) {
            // The framework has told the launcher's own log already.
            return;
        }
        Logger logger = LoggerFactory.getLogger(name(entry));
        logger.atLevel(level(entry)).setCause(entry.getException()).log(entry.getMessage());
    }

    /** The bundle that wrote it; for what the framework tells of itself, the kind of event. */
    private static String name(LogEntry entry) {
        boolean event = entry.getBundle() == null || entry.getLoggerName().startsWith("Events.");
        return String.valueOf(event ? entry.getLoggerName() : entry.getBundle().getSymbolicName());
    }

    private static Level level(LogEntry entry) {
        return switch (entry.getLogLevel()) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
