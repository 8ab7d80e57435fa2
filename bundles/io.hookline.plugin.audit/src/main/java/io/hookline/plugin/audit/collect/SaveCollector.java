package io.hookline.plugin.audit.collect;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditSink;
import io.hookline.records.hook.PreSaveHook;
import io.hookline.records.hook.RecordDraft;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;

/**
 * Makes an audit record of each record that is about to be saved, with the names of its fields and without their
 * values. Runs last: what it sees has passed the other hooks.
 */
@Component
@HookAt(PreSaveHook.POINT)
@ServiceRanking(-1000)
@NonBlocking
public final class SaveCollector implements PreSaveHook {

    private final AuditSink sink;
    private final ReleasesOfPoints releases;
    private final Clock clock = Clock.systemUTC();

    /** With the sink. */
    @Activate
    public SaveCollector(@Reference AuditSink sink, @Reference HookRuntime runtime) {
        this.sink = sink;
        this.releases = new ReleasesOfPoints(runtime, "db.");
    }

    @Override
    public @Nullable RecordDraft beforeSave(RecordDraft draft, HookContext context) {
        sink.put(AuditRecord.builder(clock.instant(), "db", "save")
                .resource(draft.title())
                .callId(context.callId())
                .releases(releases.current())
                .field("fields", String.join(",", draft.fields().keySet()))
                .build());
        return null;
    }
}
