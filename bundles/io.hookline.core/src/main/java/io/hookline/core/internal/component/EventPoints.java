package io.hookline.core.internal.component;

import io.hookline.api.HookPoint;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.engine.Engine;
import io.hookline.engine.PointClosedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The points of the events that one bundle has used. Names of events may come from data, so a limited number of points
 * is kept for those that no hook names: events beyond have none, which costs nothing, and points beyond that no hook
 * names any more are closed. A call that meets a point that is being closed begins anew. Safe for use by many threads.
 */
final class EventPoints implements AutoCloseable {

    private final Engine engine;
    private final String owner;
    private final int most;
    private final Executor cleaner;
    private final AtomicBoolean cleaning = new AtomicBoolean();
    private final Map<String, HookPoint<Hook>> points = new ConcurrentHashMap<>();
    private volatile int cleanAt;
    private volatile boolean closed;

    /**
     * No points.
     *
     * @param owner symbolic name of the bundle
     * @param most how many points are kept for events that no hook names, about
     * @param cleaner closes points, which may wait for calls
     */
    EventPoints(Engine engine, String owner, int most, Executor cleaner) {
        this.engine = engine;
        this.owner = owner;
        this.most = most;
        this.cleaner = cleaner;
        this.cleanAt = most * 2;
    }

    /**
     * Calls the hooks of an event around an action.
     *
     * @return the action's result, or that of a hook
     * @throws IllegalStateException if a point of that name is open with another contract, or the bundle has released
     *     the registry
     * @throws Exception what the action or a hook threw
     */
    // Around returns the result of the action, or of a wrapping hook; R may be a nullable type.
    @SuppressWarnings({"unchecked", "NullAway"})
    <R extends @Nullable Object> R call(String event, HookContext context, Callable<R> action) throws Exception {
        while (true) {
            HookPoint<Hook> point = triggered(event);
            if (point == null) {
                return action.call();
            }
            try {
                return (R) point.call().around(context, passed -> action.call());
            } catch (PointClosedException e) {
                // Only if this very call has not begun.
                if (!e.isOf(point) || closed) {
                    throw e;
                }
                points.remove(event, point);
            }
        }
    }

    /** The point of an event that is triggered; null if no hook is called. Throws as {@link #open} does. */
    @Nullable
    HookPoint<Hook> triggered(String event) {
        HookPoint<Hook> open = points.get(event);
        boolean isNeeded = open != null || points.size() < most || engine.isNamed(event) || closed;
        return isNeeded ? open(event) : null;
    }

    /**
     * The point of an event; opened if it is not.
     *
     * @throws IllegalStateException if a point of that name is open with another contract, or the bundle has released
     *     the registry
     */
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
        cleanIfMany();
        return first != null ? first : joined;
    }

    /** A hook of this bundle has left an event: closes its point if no other hook names it and there are enough. */
    void left(String event) {
        if (points.size() > most) {
            closeIdle(event);
        }
    }

    private void cleanIfMany() {
        if (points.size() >= cleanAt && cleaning.compareAndSet(false, true)) {
            cleaner.execute(() -> {
                try {
                    clean();
                } finally {
                    cleaning.set(false);
                }
            });
        }
    }

    private void clean() {
        for (String event : List.copyOf(points.keySet())) {
            if (points.size() <= most) {
                break;
            }
            closeIdle(event);
        }
        // Points that hooks name stay: the next look comes when as many more have been opened.
        cleanAt = Math.max(most, points.size()) * 2;
    }

    private void closeIdle(String event) {
        HookPoint<Hook> point = points.get(event);
        if (point == null || engine.isNamed(event) || !points.remove(event, point)) {
            return;
        }
        point.close();
        // A hook that came meanwhile has found the point open, or finds it open again.
        if (engine.isNamed(event) && !closed) {
            open(event);
        }
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(points.values()).forEach(HookPoint::close);
    }
}
