package io.hookline.sql.internal;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A hook point without a framework. */
public final class TestPoint<T> implements HookPoint<T> {

    /** Its hooks, in order. */
    public final List<T> hooks = new CopyOnWriteArrayList<>();

    private final String name;
    private final Function<List<T>, T> compose;

    TestPoint(String name, Function<List<T>, T> compose) {
        this.name = name;
        this.compose = compose;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public T call() {
        return compose.apply(hooks);
    }

    @Override
    public boolean isEmpty() {
        return hooks.isEmpty();
    }

    @Override
    public void change(PointSpec<T> spec) {}

    @Override
    public void close() {}
}
