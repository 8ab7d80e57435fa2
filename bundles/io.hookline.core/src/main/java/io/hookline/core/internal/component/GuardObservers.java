package io.hookline.core.internal.component;

import io.hookline.engine.release.GuardObserver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells the observers of quarantines. */
@Component(
        service = {},
        immediate = true)
public final class GuardObservers {

    private final Core core;

    /** For the core's guards. */
    @Activate
    public GuardObservers(@Reference Core core) {
        this.core = core;
    }

    @Reference(
            service = GuardObserver.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void add(GuardObserver observer) {
        core.engine().addGuardObserver(observer);
    }

    void remove(GuardObserver observer) {
        core.engine().removeGuardObserver(observer);
    }
}
