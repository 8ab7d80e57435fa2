package io.hookline.engine.internal.live;

import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;

/** The points of an engine, for one owner. */
public final class EnginePoints implements HookPoints {

    private final EngineAssembly engine;
    private final String owner;

    /** The points that an owner opens. */
    public EnginePoints(EngineAssembly engine, String owner) {
        this.engine = engine;
        this.owner = owner;
    }

    @Override
    public <T> HookPoint<T> open(String name, Class<T> contract) {
        return open(PointSpec.of(name, contract));
    }

    @Override
    public <T> HookPoint<T> open(PointSpec<T> spec) {
        return engine.live().open(spec, owner, closed -> {});
    }

    @Override
    public CallScope enter() {
        return engine.leases().enter();
    }

    @Override
    public CallScope enter(CallAttributes attributes) {
        return engine.leases().enter(attributes);
    }
}
