package io.hookline.runtime;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The OSGi log service on top of SLF4J, for bundles such as the component runtime and File Install. Messages of a
 * bundle have its symbolic name as logger, and SLF4J's levels apply. Keeps no reference to a bundle, so bundles can be
 * replaced any number of times. Safe for use by many threads.
 */
final class BundleLog implements ServiceFactory<LogService> {

    /** Registers the service while the framework runs. */
    static void offer(BundleContext context) {
        context.registerService(
                new String[] {LogService.class.getName(), LoggerFactory.class.getName()}, new BundleLog(), null);
        context.addBundleListener(BundleLog::warnOfNoBundle);
    }

    private static void warnOfNoBundle(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.INSTALLED && bundle.getSymbolicName() == null) {
            org.slf4j.LoggerFactory.getLogger(BundleLog.class)
                    .warn(
                            "{} is not a bundle: its manifest has no Bundle-SymbolicName. Build it with bnd; uninstall {}"
                                    + " removes it",
                            bundle.getLocation(),
                            bundle.getBundleId());
        }
    }

    @Override
    public LogService getService(Bundle bundle, ServiceRegistration<LogService> registration) {
        return new LogOfBundle(nameOf(bundle));
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<LogService> registration, LogService service) {
        // There is nothing to release.
    }

    private static String nameOf(Bundle bundle) {
        return bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
    }

    /** The service for one bundle. */
    private static final class LogOfBundle implements LogService {

        private final String bundle;

        LogOfBundle(String bundle) {
            this.bundle = bundle;
        }

        @Override
        public Logger getLogger(String name) {
            return getLogger(name, Logger.class);
        }

        @Override
        public Logger getLogger(Class<?> named) {
            return getLogger(named, Logger.class);
        }

        @Override
        public <L extends Logger> L getLogger(Class<?> named, Class<L> type) {
            return getLogger(named.getName(), type);
        }

        @Override
        public <L extends Logger> L getLogger(String name, Class<L> type) {
            return BundleLogger.of(bundle, name, type);
        }

        @Override
        public <L extends Logger> L getLogger(Bundle writer, String name, Class<L> type) {
            return BundleLogger.of(nameOf(writer), name, type);
        }

        @Override
        @Deprecated
        public void log(int level, String message) {
            log(null, level, message, null);
        }

        @Override
        @Deprecated
        public void log(int level, String message, @Nullable Throwable exception) {
            log(null, level, message, exception);
        }

        @Override
        @Deprecated
        public void log(@Nullable ServiceReference<?> service, int level, String message) {
            log(service, level, message, null);
        }

        @Override
        @Deprecated
        public void log(
                @Nullable ServiceReference<?> service, int level, String message, @Nullable Throwable exception) {
            org.slf4j.LoggerFactory.getLogger(bundle)
                    .atLevel(levelOf(level))
                    .setCause(exception)
                    .log(service == null ? message : message + " " + service);
        }

        @SuppressWarnings("deprecation") // The constants are as old as the methods that take them.
        private static Level levelOf(int level) {
            return switch (level) {
                case LOG_ERROR -> Level.ERROR;
                case LOG_WARNING -> Level.WARN;
                case LOG_INFO -> Level.INFO;
                default -> level < LOG_ERROR ? Level.INFO : level == LOG_DEBUG ? Level.DEBUG : Level.TRACE;
            };
        }
    }
}
