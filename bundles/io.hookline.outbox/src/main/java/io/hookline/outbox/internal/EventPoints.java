package io.hookline.outbox.internal;

import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.hook.HookContext;
import io.hookline.event.Event;
import io.hookline.event.EventHook;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hook points of events, each opened when its type is first seen. Safe for use by many threads. */
final class EventPoints implements AutoCloseable {

    private final HookPoints hooks;
    private final HookPoint<EventHook> any;
    private final Map<String, HookPoint<EventHook>> typed = new ConcurrentHashMap<>();

    EventPoints(HookPoints hooks) {
        this.hooks = hooks;
        any = hooks.open(EventHook.ANY, EventHook.class);
    }

    HookPoint<EventHook> of(String type) {
        return typed.computeIfAbsent(type, name -> hooks.open(EventHook.PREFIX + name, EventHook.class));
    }

    /** Whether a hook takes events of this type now. */
    boolean isHeard(String type) {
        return !any.isEmpty() || !of(type).isEmpty();
    }

    /**
     * Hands the event to the hooks.
     *
     * @return false if there are none
     * @throws Exception what a hook threw
     */
    boolean deliver(Event event, HookContext context) throws Exception {
        HookPoint<EventHook> point = of(event.type());
        try (CallScope scope = hooks.enter()) {
            // The question makes the scope see a generation, to which the answers below and the calls then belong: a
            // hook that goes meanwhile cannot leave an event delivered to none.
            scope.isNonBlocking(any);
            if (any.isEmpty() && point.isEmpty()) {
                return false;
            }
            point.call().onEvent(event, context);
            any.call().onEvent(event, context);
            return true;
        }
    }

    @Override
    public void close() {
        typed.values().forEach(HookPoint::close);
        any.close();
    }
}
