package io.hookline.engine.internal.live;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.engine.internal.generation.AskedPoint;
import io.hookline.engine.internal.generation.ChainLookup;
import io.hookline.engine.internal.generation.Generation;
import io.hookline.engine.internal.generation.Generations;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.internal.generation.Routes;
import java.util.function.Consumer;

/**
 * One opening of a point; a point closes with its last opening.
 *
 * @param <T> the contract
 */
final class OpenedPoint<T> implements HookPoint<T>, AskedPoint {

    private final Point<T> point;
    private final Leases leases;
    private final Consumer<PointSpec<T>> change;
    private final Runnable close;
    private final Consumer<HookPoint<?>> onClose;
    private boolean closed;

    /**
     * An opening.
     *
     * @param change changes the point's specification
     * @param close run once, when it is closed
     * @param onClose told afterwards
     */
    OpenedPoint(
            Point<T> point,
            Leases leases,
            Consumer<PointSpec<T>> change,
            Runnable close,
            Consumer<HookPoint<?>> onClose) {
        this.point = point;
        this.leases = leases;
        this.change = change;
        this.close = close;
        this.onClose = onClose;
    }

    @Override
    public String name() {
        return point.spec().name();
    }

    @Override
    public T call() {
        return point.called();
    }

    @Override
    public boolean isEmpty() {
        Generation held = leases.held();
        return point.isIdle(held, held == null ? Routes.STABLE : leases.route(held));
    }

    @Override
    public ChainLookup lookup() {
        return point;
    }

    @Override
    public Generations generations() {
        return leases.generations();
    }

    @Override
    public void change(PointSpec<T> spec) {
        change.accept(spec);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        close.run();
        onClose.accept(this);
    }
}
