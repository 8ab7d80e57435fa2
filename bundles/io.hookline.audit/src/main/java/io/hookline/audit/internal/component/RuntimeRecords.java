package io.hookline.audit.internal.component;

import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditRecord.Level;
import io.hookline.audit.AuditRecord.Outcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events of the runtime as records. */
final class RuntimeRecords {

    private static final String SOURCE = "runtime";

    private RuntimeRecords() {}

    /** The record of an event; null for a kind that is not known. */
    static @Nullable AuditRecord of(RuntimeEvent event) {
        AuditRecord.Builder record = null;
        if (event instanceof RuntimeEvent.GenerationPublished published) {
            record = begin(event, "generation.published")
                    .level(Level.DEBUG)
                    .resource(String.valueOf(published.generation()))
                    .field("points", String.join(",", published.points()));
        } else if (event instanceof RuntimeEvent.ReleaseStateChanged changed) {
            String release = changed.name() + "@" + changed.version();
            record = begin(event, "release." + lower(changed.after()))
                    .resource(release)
                    .releases(List.of(release))
                    .field("before", lower(changed.before()));
        } else if (event instanceof RuntimeEvent.GuardActed acted) {
            record = guard(event, acted.guard());
        } else if (event instanceof RuntimeEvent.CanaryJudged judged) {
            String release = judged.name() + "@" + judged.version();
            record = begin(event, "canary.judged")
                    .resource(release)
                    .releases(List.of(release))
                    .field("verdict", judged.verdict());
        } else if (event instanceof RuntimeEvent.ConfigurationChanged changed) {
            boolean isRefused = changed.change() == RuntimeEvent.ConfigurationChanged.Change.REFUSED;
            record = begin(event, "configuration." + lower(changed.change().name()))
                    .resource(changed.pid())
                    .level(isRefused ? Level.WARN : Level.INFO)
                    .outcome(
                            isRefused ? Outcome.REFUSED : Outcome.SUCCESS,
                            event.cause().reason());
        } else if (event instanceof RuntimeEvent.DrainTimedOut timedOut) {
            record = begin(event, "drain.timed-out")
                    .level(Level.WARN)
                    .resource(timedOut.drain().toString())
                    .outcome(Outcome.FAILURE, event.cause().reason());
        } else if (event instanceof RuntimeEvent.EventsDropped dropped) {
            record = begin(event, "events.dropped")
                    .level(Level.ERROR)
                    .field("count", String.valueOf(dropped.count()))
                    .outcome(Outcome.FAILURE, event.cause().reason());
        }
        return record == null ? null : record.build();
    }

    private static AuditRecord.Builder guard(RuntimeEvent event, GuardEvent guard) {
        boolean isGood = guard.kind() == GuardEvent.Kind.RECOVERED || guard.kind() == GuardEvent.Kind.RETURNED;
        return begin(event, "guard." + lower(guard.kind().name()))
                .level(isGood ? Level.INFO : Level.WARN)
                .resource(guard.point() + " " + guard.name())
                .releases(List.of(guard.plugin() + "@" + guard.version()))
                .outcome(isGood ? Outcome.SUCCESS : Outcome.FAILURE, guard.reason());
    }

    private static AuditRecord.Builder begin(RuntimeEvent event, String action) {
        return AuditRecord.builder(event.at(), SOURCE, action)
                .actor(event.cause().actor().toString())
                .outcome(Outcome.SUCCESS, event.cause().reason());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
