package io.hookline.shell.internal.feed;

import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.shell.feed.EventEntry;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Events of the runtime in words. */
final class EventWords {

    private EventWords() {}

    static EventEntry entry(long number, RuntimeEvent event) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (event instanceof RuntimeEvent.GenerationPublished published) {
            details.put("generation", published.generation());
            details.put("points", published.points());
            String text = "generation " + published.generation()
                    + (published.points().isEmpty() ? ": routes have changed" : " published");
            return of(number, event, "generation", String.join(" ", published.points()), text, details);
        }
        if (event instanceof RuntimeEvent.ReleaseStateChanged changed) {
            details.put("plugin", changed.name());
            details.put("version", changed.version());
            details.put("before", changed.before());
            details.put("after", changed.after());
            String text = changed.before().isEmpty() ? changed.after() : changed.before() + " -> " + changed.after();
            return of(number, event, "release", changed.name() + "@" + changed.version(), text, details);
        }
        if (event instanceof RuntimeEvent.GuardActed acted) {
            return guard(number, event, acted.guard());
        }
        if (event instanceof RuntimeEvent.CanaryJudged judged) {
            details.put("plugin", judged.name());
            details.put("version", judged.version());
            details.put("verdict", judged.verdict());
            return of(number, event, "canary", judged.name() + "@" + judged.version(), judged.verdict(), details);
        }
        if (event instanceof RuntimeEvent.ConfigurationChanged changed) {
            details.put("pid", changed.pid());
            details.put("change", changed.change());
            return of(number, event, "configuration", changed.pid(), lower(changed.change()), details);
        }
        if (event instanceof RuntimeEvent.DrainTimedOut timedOut) {
            return drain(number, event, timedOut.drain());
        }
        if (event instanceof RuntimeEvent.EventsDropped dropped) {
            details.put("count", dropped.count());
            return of(
                    number, event, "dropped", "", dropped.count() + " events were dropped: too many at once", details);
        }
        return of(number, event, lower(event.getClass().getSimpleName()), "", "", details);
    }

    private static EventEntry guard(long number, RuntimeEvent event, GuardEvent guard) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kind", guard.kind());
        details.put("plugin", guard.plugin());
        details.put("version", guard.version());
        details.put("hook", guard.name());
        details.put("point", guard.point());
        details.put("reason", guard.reason());
        String text = lower(guard.kind()) + ": " + guard.name() + " at " + guard.point()
                + (guard.reason().isEmpty() ? "" : ", " + guard.reason());
        return of(number, event, "guard", guard.plugin() + "@" + guard.version(), text, details);
    }

    private static EventEntry drain(long number, RuntimeEvent event, RuntimeStats.DrainTimeout drain) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("generation", drain.generation());
        details.put("waitedMillis", drain.waitedMillis());
        details.put("leasesLeft", drain.leasesLeft());
        details.put("removed", drain.removed());
        String text = drain.leasesLeft() + " calls had not ended after " + drain.waitedMillis() + " ms";
        return of(number, event, "drain", String.valueOf(drain.removed()), text, details);
    }

    private static EventEntry of(
            long number, RuntimeEvent event, String kind, String subject, String text, Map<String, Object> details) {
        return new EventEntry(
                number,
                event.at(),
                kind,
                subject,
                text,
                event.cause().actor().toString(),
                event.cause().reason(),
                details);
    }

    private static String lower(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
