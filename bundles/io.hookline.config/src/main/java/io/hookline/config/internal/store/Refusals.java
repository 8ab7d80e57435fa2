package io.hookline.config.internal.store;

import io.hookline.config.Breach;
import io.hookline.config.RefusedConfiguration;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was offered last and refused, by PID. Safe for use by many threads. */
public final class Refusals {

    private final Clock clock;
    private final Map<String, RefusedConfiguration> refused = new TreeMap<>();
    private volatile Runnable changed = () -> {};

    public Refusals(Clock clock) {
        this.clock = clock;
    }

    /** Whom to tell of each change. */
    public void whenChanged(Runnable listener) {
        this.changed = listener;
    }

    /** Something was refused; true if it was not refused for the same before. */
    public boolean add(String pid, String by, List<Breach> breaches) {
        synchronized (refused) {
            RefusedConfiguration before = refused.get(pid);
            if (before != null && before.by().equals(by) && before.breaches().equals(breaches)) {
                return false;
            }
            refused.put(pid, new RefusedConfiguration(clock.instant(), by, breaches));
        }
        changed.run();
        return true;
    }

    /** What is in force is what was offered last. */
    public void clear(String pid) {
        synchronized (refused) {
            if (refused.remove(pid) == null) {
                return;
            }
        }
        changed.run();
    }

    /** What was refused of a PID, if that is not mended. */
    public @Nullable RefusedConfiguration of(String pid) {
        synchronized (refused) {
            return refused.get(pid);
        }
    }

    /** All that is not mended, by PID. */
    public Map<String, RefusedConfiguration> all() {
        synchronized (refused) {
            return new TreeMap<>(refused);
        }
    }
}
