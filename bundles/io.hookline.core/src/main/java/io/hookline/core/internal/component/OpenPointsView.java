package io.hookline.core.internal.component;

import io.hookline.api.runtime.OpenPoints;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets tools call points that they did not open. */
@Component(service = OpenPoints.class)
public final class OpenPointsView implements OpenPoints {

    private final Core core;

    /** A view of the core's live set. */
    @Activate
    public OpenPointsView(@Reference Core core) {
        this.core = core;
    }

    @Override
    public Optional<OpenPoint> find(String name) {
        return core.engine().openPoint(name);
    }
}
