package io.hookline.outbox.internal;

import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.event.EventHook;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The points of events without a framework. */
public final class TestEventPoints implements HookPoints {

    private final Map<String, List<EventHook>> hooks = new ConcurrentHashMap<>();

    /** Adds a hook. */
    public TestEventPoints with(String point, EventHook hook) {
        at(point).add(hook);
        return this;
    }

    private List<EventHook> at(String point) {
        return hooks.computeIfAbsent(point, name -> new CopyOnWriteArrayList<>());
    }

    @Override
    public <T> HookPoint<T> open(String name, Class<T> contract) {
        return open(PointSpec.of(name, contract));
    }

    @Override
    public <T> HookPoint<T> open(PointSpec<T> spec) {
        EventHook all = (event, context) -> {
            for (EventHook hook : at(spec.name())) {
                hook.onEvent(event, context);
            }
        };
        return new HookPoint<>() {
            @Override
            public String name() {
                return spec.name();
            }

            @Override
            public T call() {
                return spec.contract().cast(all);
            }

            @Override
            public boolean isEmpty() {
                return at(spec.name()).isEmpty();
            }

            @Override
            public void change(PointSpec<T> changed) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public CallScope enter() {
        return new CallScope() {
            @Override
            public void attach() {}

            @Override
            public void detach() {}

            @Override
            public long generation() {
                return 1;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public CallScope enter(CallAttributes attributes) {
        return enter();
    }
}
