package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;
import java.util.Map;
import org.osgi.util.tracker.ServiceTracker;

/** Hooks as OSGi services, from a ServiceTracker in an embedded Felix. */
final class Tracker implements Contender {

    private static final EventHook[] NONE = {};

    private final boolean inOrder;
    private final EmbeddedFelix felix = EmbeddedFelix.start(Map.of());
    private final ServiceTracker<EventHook, EventHook> tracker =
            new ServiceTracker<>(felix.context(), EventHook.class, null);

    private Tracker(boolean inOrder, List<BenchmarkedHook> hooks) {
        this.inOrder = inOrder;
        felix.registerRanked(EventHook.class, hooks, Map.of());
        tracker.open();
    }

    /** Gets getServices() on every call and calls them in any order. */
    static Contender getServices(List<BenchmarkedHook> hooks) {
        return new Tracker(false, hooks);
    }

    /** Gets getTracked() on every call and calls its values by ranking. */
    static Contender getTracked(List<BenchmarkedHook> hooks) {
        return new Tracker(true, hooks);
    }

    @Override
    public void call(HookEvent event) {
        if (inOrder) {
            for (EventHook hook : tracker.getTracked().values()) {
                hook.on(event);
            }
        } else {
            for (EventHook hook : tracker.getServices(NONE)) {
                hook.on(event);
            }
        }
    }

    @Override
    public void close() {
        tracker.close();
        felix.close();
    }
}
