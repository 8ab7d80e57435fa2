package io.hookline.config.internal.store;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.RefusedConfiguration;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configurations that were refused and not corrected yet, by PID. Safe for use by many threads. */
public final class Refusals {

    private final Clock clock;
    private final Map<String, RefusedConfiguration> refused = new TreeMap<>();
    private volatile Runnable changed = () -> {};

    public Refusals(Clock clock) {
        this.clock = clock;
    }

    /** Sets the listener for changes. */
    public void whenChanged(Runnable listener) {
        this.changed = listener;
    }

    /** Adds a refusal. Returns true if it was not refused for the same problems before. */
    public boolean add(String pid, String by, List<ConfigurationProblem> problems) {
        synchronized (refused) {
            RefusedConfiguration before = refused.get(pid);
            if (before != null && before.by().equals(by) && before.problems().equals(problems)) {
                return false;
            }
            refused.put(pid, new RefusedConfiguration(clock.instant(), by, problems));
        }
        changed.run();
        return true;
    }

    /** Removes the refusal: the last attempt was accepted. */
    public void clear(String pid) {
        synchronized (refused) {
            if (refused.remove(pid) == null) {
                return;
            }
        }
        changed.run();
    }

    /** The refusal of a PID; null if there is none. */
    public @Nullable RefusedConfiguration of(String pid) {
        synchronized (refused) {
            return refused.get(pid);
        }
    }

    /** All refusals by PID. */
    public Map<String, RefusedConfiguration> all() {
        synchronized (refused) {
            return new TreeMap<>(refused);
        }
    }
}
