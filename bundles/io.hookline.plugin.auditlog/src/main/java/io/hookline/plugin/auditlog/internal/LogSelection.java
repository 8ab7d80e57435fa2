package io.hookline.plugin.auditlog.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

/**
 * Which messages are recorded. What the pipeline and its outputs log is not: a record of the failure of an output would
 * go to the output that fails.
 */
final class LogSelection {

    /** Of the pipeline, and of all its plugins. */
    private static final List<String> PIPELINE = List.of("io.hookline.audit", "io.hookline.plugin.audit");

    /** Its threads, also while the code of a driver runs on them. */
    private static final String THREADS = "hookline-audit-";

    private final @Nullable LogLevel level;
    private final List<String> loggers;
    private final List<String> ignored;

    LogSelection(AuditLogConfig config) {
        this.level = config.level().equals("off")
                ? null
                : LogLevel.valueOf(config.level().toUpperCase(Locale.ROOT));
        this.loggers = Arrays.stream(config.loggers()).map(String::strip).toList();
        this.ignored = Arrays.stream(config.ignoreLoggers()).map(String::strip).toList();
    }

    boolean takes(LogEntry entry) {
        LogLevel least = level;
        String logger = entry.getLoggerName();
        return least != null
                && least.implies(entry.getLogLevel())
                && !entry.getThreadInfo().startsWith(THREADS)
                && PIPELINE.stream().noneMatch(logger::startsWith)
                && (loggers.isEmpty() || isBelow(logger, loggers))
                && !isBelow(logger, ignored);
    }

    private static boolean isBelow(String logger, List<String> parents) {
        for (String parent : parents) {
            if (logger.equals(parent) || logger.startsWith(parent + ".")) {
                return true;
            }
        }
        return false;
    }
}
