package io.hookline.core.internal.component;

import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.ReleaseId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** One bundle's hook points; closes those that the bundle opened when the bundle releases the service. */
@Component(service = HookPoints.class, scope = ServiceScope.BUNDLE)
public final class BundleHookPoints implements HookPoints {

    private final Core core;
    private final HookPoints points;
    private final String owner;
    private final ReleaseId release;
    private final Set<HookPoint<?>> opened = new HashSet<>();
    private boolean closed;

    /** For the bundle that asks for the service. */
    @Activate
    public BundleHookPoints(@Reference Core core, ComponentContext context) {
        this.core = core;
        this.owner = context.getUsingBundle().getSymbolicName();
        this.release = ServiceProperties.releaseOf(context.getUsingBundle());
        this.points = core.engine().points(owner);
    }

    @Override
    public <T> HookPoint<T> open(String name, Class<T> contract) {
        return open(PointSpec.of(name, contract));
    }

    @Override
    public <T> HookPoint<T> open(PointSpec<T> spec) {
        HookPoint<T> point = core.engine().open(spec, release, this::forget);
        boolean late;
        synchronized (opened) {
            late = closed;
            if (!late) {
                opened.add(point);
            }
        }
        if (late) {
            point.close();
            throw new IllegalStateException(owner + " has released the hook points already");
        }
        return point;
    }

    @Override
    public CallScope enter(CallAttributes attributes) {
        return points.enter(attributes);
    }

    @Override
    public CallScope enter() {
        return points.enter();
    }

    @Deactivate
    void deactivate() {
        List<HookPoint<?>> left;
        synchronized (opened) {
            closed = true;
            left = List.copyOf(opened);
        }
        left.forEach(HookPoint::close);
    }

    private void forget(HookPoint<?> point) {
        synchronized (opened) {
            opened.remove(point);
        }
    }
}
