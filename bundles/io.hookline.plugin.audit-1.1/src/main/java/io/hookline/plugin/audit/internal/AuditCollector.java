package io.hookline.plugin.audit.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditSink;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Exchange;
import io.hookline.plugin.audit.collect.ReleasesOfPoints;
import io.hookline.plugin.audit.collect.RequestRecords;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Makes an audit record of each request when it has ended, as 1.0 does, with the header fields that the configuration
 * names, and without requests of ignored paths that succeed.
 */
@Plugin(id = "audit", version = "1.1.0", tags = "audit")
@Component(name = "io.hookline.plugin.audit")
@Designate(ocd = AuditCollectorConfig.class)
@HookAt(CompletedHook.POINT)
@NonBlocking
public final class AuditCollector implements CompletedHook {

    private final AuditSink sink;
    private final ReleasesOfPoints releases;
    private final Clock clock = Clock.systemUTC();
    private volatile Selection selection;

    /** With the sink. */
    @Activate
    public AuditCollector(AuditCollectorConfig config, @Reference AuditSink sink, @Reference HookRuntime runtime) {
        this.sink = sink;
        this.releases = new ReleasesOfPoints(runtime, "http.");
        this.selection = Selection.of(config);
    }

    @Modified
    void modified(AuditCollectorConfig config) {
        selection = Selection.of(config);
    }

    @Override
    public void onCompleted(Exchange exchange, Completion completion) {
        Selection now = selection;
        AuditRecord.Builder record =
                RequestRecords.begin(exchange, completion, now.tenantHeader(), releases.current(), clock.instant());
        now.addHeaders(record, exchange);
        AuditRecord made = record.build();
        if (now.takes(made)) {
            sink.put(made);
        }
    }
}
