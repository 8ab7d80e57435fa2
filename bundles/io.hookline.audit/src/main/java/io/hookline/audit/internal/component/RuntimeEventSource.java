package io.hookline.audit.internal.component;

import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeListener;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditSink;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What happens to the runtime, as audit records: who deployed, swapped, rolled back, changed a configuration, and
 * guards.
 */
@Component
public final class RuntimeEventSource implements RuntimeListener {

    private final AuditSink sink;

    /** With the sink. */
    @Activate
    public RuntimeEventSource(@Reference AuditSink sink) {
        this.sink = sink;
    }

    @Override
    public void onEvent(RuntimeEvent event) {
        AuditRecord record = RuntimeRecords.of(event);
        if (record != null) {
            sink.put(record);
        }
    }
}
