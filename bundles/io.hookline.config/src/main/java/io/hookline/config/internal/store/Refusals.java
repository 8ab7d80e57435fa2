package io.hookline.config.internal.store;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.RefusedConfiguration;
import io.hookline.config.internal.schema.Values;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configurations that were refused and not corrected yet, by PID. Safe for use by many threads. */
public final class Refusals {

    private final Clock clock;
    private final Map<String, RefusedConfiguration> refused = new TreeMap<>();
    private final Map<String, Map<String, Object>> settings = new TreeMap<>();
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
        return add(pid, by, problems, Map.of());
    }

    /**
     * The same.
     *
     * @param wanted the refused settings, as far as they can be read
     */
    public boolean add(String pid, String by, List<ConfigurationProblem> problems, Map<String, Object> wanted) {
        boolean isNew;
        synchronized (refused) {
            RefusedConfiguration before = refused.get(pid);
            isNew = before == null
                    || !before.by().equals(by)
                    || !before.problems().equals(problems);
            if (isNew) {
                refused.put(pid, new RefusedConfiguration(clock.instant(), by, problems));
            } else if (Values.same(settings.getOrDefault(pid, Map.of()), wanted)) {
                return false;
            }
            settings.put(pid, Map.copyOf(wanted));
        }
        changed.run();
        return isNew;
    }

    /** Removes the refusal: the last attempt was accepted. */
    public void clear(String pid) {
        synchronized (refused) {
            settings.remove(pid);
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

    /** What was refused, by PID, as far as it can be read. */
    public Map<String, Map<String, Object>> settings() {
        synchronized (refused) {
            return new TreeMap<>(settings);
        }
    }

    /** All refusals by PID. */
    public Map<String, RefusedConfiguration> all() {
        synchronized (refused) {
            return new TreeMap<>(refused);
        }
    }
}
