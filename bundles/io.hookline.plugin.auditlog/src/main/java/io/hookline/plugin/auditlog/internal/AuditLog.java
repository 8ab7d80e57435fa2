package io.hookline.plugin.auditlog.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.audit.AuditSink;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.metatype.annotations.Designate;

/** The source {@code log}: makes an audit record of each log message, on the thread that logs, without blocking it. */
@Plugin(
        id = "auditlog",
        version = "1.0.0",
        tags = {"audit", "source"})
@Component(
        name = "io.hookline.plugin.auditlog",
        service = {},
        immediate = true)
@Designate(ocd = AuditLogConfig.class)
public final class AuditLog implements LogListener {

    private final AuditSink sink;
    private final LogReaderService log;
    private volatile LogSelection selection;

    /** Begins to listen. */
    @Activate
    public AuditLog(AuditLogConfig config, @Reference AuditSink sink, @Reference LogReaderService log) {
        this.sink = sink;
        this.log = log;
        this.selection = new LogSelection(config);
        log.addLogListener(this);
    }

    @Modified
    void modified(AuditLogConfig config) {
        selection = new LogSelection(config);
    }

    @Deactivate
    void deactivate() {
        log.removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        if (selection.takes(entry)) {
            sink.put(LogRecords.of(entry));
        }
    }
}
