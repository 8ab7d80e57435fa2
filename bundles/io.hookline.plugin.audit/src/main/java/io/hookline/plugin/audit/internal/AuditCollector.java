package io.hookline.plugin.audit.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.runtime.HookRuntime;
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
 * Makes an audit record of each request when it has ended, with its final status, whatever answered it: the upstream, a
 * hook that refused it, or the gateway after a failure.
 */
@Plugin(id = "audit", version = "1.0.0", tags = "audit")
@Component(name = "io.hookline.plugin.audit")
@Designate(ocd = AuditCollectorConfig.class)
@HookAt(CompletedHook.POINT)
@NonBlocking
public final class AuditCollector implements CompletedHook {

    private final AuditSink sink;
    private final ReleasesOfPoints releases;
    private final Clock clock = Clock.systemUTC();
    private volatile String tenantHeader;

    /** With the sink. */
    @Activate
    public AuditCollector(AuditCollectorConfig config, @Reference AuditSink sink, @Reference HookRuntime runtime) {
        this.sink = sink;
        this.releases = new ReleasesOfPoints(runtime, "http.");
        this.tenantHeader = config.tenantHeader().strip();
    }

    @Modified
    void modified(AuditCollectorConfig config) {
        tenantHeader = config.tenantHeader().strip();
    }

    @Override
    public void onCompleted(Exchange exchange, Completion completion) {
        sink.put(RequestRecords.of(exchange, completion, tenantHeader, releases.current(), clock.instant()));
    }
}
