package io.hookline.core.internal.component;

import io.hookline.api.HookPoint;
import io.hookline.api.hook.Hook;
import io.hookline.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The points of the events that one bundle has used. Names of events may come from data, so a limited number of points
 * is kept for those that no hook names; events beyond have none, which costs nothing. Safe for use by many threads.
 */
final class EventPoints implements AutoCloseable {

    private final Engine engine;
    private final String owner;
    private final int most;
    private final Map<String, HookPoint<Hook>> points = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * No points.
     *
     * @param owner symbolic name of the bundle
     * @param most how many points are opened for events that no hook names, about
     */
    EventPoints(Engine engine, String owner, int most) {
        this.engine = engine;
        this.owner = owner;
        this.most = most;
    }

    /**
     * The point of an event that is triggered; null if no hook is called.
     *
     * @throws IllegalStateException if a point of that name is open with another contract, or the bundle has released
     *     the registry
     */
    @Nullable
    HookPoint<Hook> triggered(String event) {
        HookPoint<Hook> open = points.get(event);
        boolean isNeeded = open != null || points.size() < most || engine.isNamed(event) || closed;
        return isNeeded ? open(event) : null;
    }

    /** The point of an event; opened if it is not. Throws as above. */
    HookPoint<Hook> open(String event) {
        HookPoint<Hook> open = points.get(event);
        if (open != null) {
            return open;
        }
        // Not inside computeIfAbsent: opening a point fetches hooks, and their code may call this method.
        HookPoint<Hook> joined = engine.join(event, Hook.class, owner);
        HookPoint<Hook> first = points.putIfAbsent(event, joined);
        if (first != null || closed) {
            joined.close();
        }
        if (closed) {
            throw new IllegalStateException(owner + " has released the hook registry already");
        }
        return first != null ? first : joined;
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(points.values()).forEach(HookPoint::close);
    }
}
