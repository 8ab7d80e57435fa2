package io.hookline.engine;

import io.hookline.api.HookPoint;
import io.hookline.engine.internal.generation.AskedPoint;
import org.jspecify.annotations.Nullable;

/** A call came to a point that is closed: no hook was called, and neither was the caller's action. */
public final class PointClosedException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Object point;

    /**
     * A call that did not begin.
     *
     * @param point what the engine has for the point
     */
    public PointClosedException(String name, Object point) {
        super("hook point " + name + " is closed");
        this.point = point;
    }

    /** Whether it was a call of this very point, and not of another one that had its name. */
    public boolean isOf(HookPoint<?> opened) {
        return opened instanceof AskedPoint asked && asked.lookup() == point;
    }
}
