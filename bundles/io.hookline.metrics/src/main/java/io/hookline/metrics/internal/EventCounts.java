package io.hookline.metrics.internal;

import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeListener;
import io.hookline.deploy.ReleaseState;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Counts the runtime's events that no service counts. They come on a thread of the runtime that no call waits for. Safe
 * for use by many threads.
 */
@Component(service = {RuntimeListener.class, EventCounts.class})
public final class EventCounts implements RuntimeListener, MetricSource {

    private final Map<String, Long> guards = new TreeMap<>();
    private final Map<String, Long> configurations = new TreeMap<>();
    private final Map<String, Long> releases = new TreeMap<>();
    private long generations;

    /** Without events. The kinds that an alert waits for begin with 0, so that the first one is a change. */
    @Activate
    public EventCounts() {
        for (GuardEvent.Kind kind : GuardEvent.Kind.values()) {
            guards.put(lower(kind.name()), 0L);
        }
        for (RuntimeEvent.ConfigurationChanged.Change change : RuntimeEvent.ConfigurationChanged.Change.values()) {
            configurations.put(lower(change.name()), 0L);
        }
        for (ReleaseState state : ReleaseState.values()) {
            releases.put(lower(state.name()), 0L);
        }
    }

    @Override
    public synchronized void onEvent(RuntimeEvent event) {
        if (event instanceof RuntimeEvent.GuardActed acted) {
            guards.merge(lower(acted.guard().kind().name()), 1L, Long::sum);
        } else if (event instanceof RuntimeEvent.ConfigurationChanged changed) {
            configurations.merge(lower(changed.change().name()), 1L, Long::sum);
        } else if (event instanceof RuntimeEvent.ReleaseStateChanged changed) {
            releases.merge(lower(changed.after()), 1L, Long::sum);
        } else if (event instanceof RuntimeEvent.GenerationPublished) {
            generations++;
        }
    }

    @Override
    public synchronized void addTo(Families families) {
        families.counter("hookline_generations", "Generations published: changes of what calls run")
                .add(generations);
        add(families.counter("hookline_guard_events", "What guards did, such as tripping", "kind"), guards);
        add(
                families.counter("hookline_configuration_changes", "Configurations by what happened", "change"),
                configurations);
        add(families.counter("hookline_release_changes", "Releases by the state that they reached", "state"), releases);
    }

    private static void add(Family family, Map<String, Long> counts) {
        counts.forEach((label, count) -> family.add(count, label));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
