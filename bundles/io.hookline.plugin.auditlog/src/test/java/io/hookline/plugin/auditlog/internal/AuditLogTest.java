package io.hookline.plugin.auditlog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditRecord.Level;
import io.hookline.audit.AuditRecord.Outcome;
import io.hookline.common.config.GivenOptions;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

class AuditLogTest {

    private final List<AuditRecord> records = new ArrayList<>();
    private final FakeLog log = new FakeLog();

    @Test
    void aMessageIsARecordWithItsLoggerThreadAndException() {
        open(Map.of());
        log.write(LogLevel.ERROR, "org.example.Shop", "main", "no stock", new IllegalStateException("why"));
        log.write(LogLevel.WARN, "org.example.Shop", "main", "x".repeat(20_000), null);
        AuditRecord first = records.get(0);
        assertThat(first.source()).isEqualTo("log");
        assertThat(first.action()).isEqualTo("org.example.Shop");
        assertThat(first.level()).isEqualTo(Level.ERROR);
        assertThat(first.outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(first.time()).isEqualTo(Instant.ofEpochMilli(1_000));
        assertThat(first.fields()).containsEntry("message", "no stock").containsEntry("thread", "main");
        assertThat(first.fields().get("exception")).startsWith("java.lang.IllegalStateException: why");
        assertThat(records.get(1).level()).isEqualTo(Level.WARN);
        assertThat(records.get(1).fields().get("message")).hasSize(LogRecords.MOST_CHARACTERS + 1);
    }

    /** Otherwise a failing output would make the records that it fails to deliver. */
    @Test
    void whatThePipelineItselfLogsIsNoRecord() {
        open(Map.of("level", "debug"));
        log.write(
                LogLevel.WARN, "io.hookline.audit.internal.deliver.OutputWorker", "hookline-audit-jdbc", "fails", null);
        log.write(LogLevel.WARN, "io.hookline.plugin.auditjdbc.internal.Retention", "main", "fails", null);
        log.write(LogLevel.WARN, "org.postgresql.Driver", "hookline-audit-jdbc", "connection lost", null);
        assertThat(records).isEmpty();
        log.write(LogLevel.WARN, "org.postgresql.Driver", "records", "connection lost", null);
        assertThat(records).hasSize(1);
    }

    @Test
    void levelAndLoggersAreChangedLiveAndOffMeansNone() {
        AuditLog source = open(Map.of(
                "level", "warn", "loggers", new String[] {"org.example"}, "ignoreLoggers", new String[] {"org.example.b"
                }));
        log.write(LogLevel.INFO, "org.example.a", "main", "1", null);
        log.write(LogLevel.WARN, "org.example.a", "main", "2", null);
        log.write(LogLevel.WARN, "org.example.b.c", "main", "3", null);
        log.write(LogLevel.WARN, "org.examples", "main", "4", null);
        assertThat(messages()).containsExactly("2");
        source.modified(GivenOptions.as(AuditLogConfig.class, Map.of("level", "off")));
        log.write(LogLevel.ERROR, "org.example.a", "main", "5", null);
        assertThat(messages()).containsExactly("2");
        source.modified(GivenOptions.as(AuditLogConfig.class, Map.of("level", "info")));
        log.write(LogLevel.DEBUG, "org.example.a", "main", "6", null);
        log.write(LogLevel.INFO, "org.example.b", "main", "7", null);
        assertThat(messages()).containsExactly("2", "7");
        source.deactivate();
        assertThat(log.listeners).isEmpty();
    }

    private AuditLog open(Map<String, Object> options) {
        return new AuditLog(GivenOptions.as(AuditLogConfig.class, options), records::add, log);
    }

    private List<String> messages() {
        return records.stream()
                .map(record -> String.valueOf(record.fields().get("message")))
                .toList();
    }

    /** A log whose messages the test writes. */
    private static final class FakeLog implements LogReaderService {

        private final List<LogListener> listeners = new ArrayList<>();

        @Override
        public void addLogListener(LogListener listener) {
            listeners.add(listener);
        }

        @Override
        public void removeLogListener(LogListener listener) {
            listeners.remove(listener);
        }

        @Override
        public Enumeration<LogEntry> getLog() {
            return Collections.emptyEnumeration();
        }

        void write(LogLevel level, String logger, String thread, String message, @Nullable Throwable cause) {
            LogEntry entry = (LogEntry) Proxy.newProxyInstance(
                    LogEntry.class.getClassLoader(),
                    new Class<?>[] {LogEntry.class},
                    (proxy, method, none) -> switch (method.getName()) {
                        case "getLogLevel" -> level;
                        case "getLoggerName" -> logger;
                        case "getThreadInfo" -> thread;
                        case "getMessage" -> message;
                        case "getException" -> cause;
                        case "getTime" -> 1_000L;
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
            List.copyOf(listeners).forEach(listener -> listener.logged(entry));
        }
    }
}
