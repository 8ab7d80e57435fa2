package io.hookline.core.internal.component;

import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.api.runtime.RuntimeListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Takes events from the components of the runtime, and tells the listeners that are services. */
@Component(service = RuntimeEvents.class, immediate = true)
public final class EventService implements RuntimeEvents {

    private final Core core;

    /** Events of the core's engine. */
    @Activate
    public EventService(@Reference Core core) {
        this.core = core;
    }

    @Override
    public void publish(RuntimeEvent event) {
        core.engine().publish(event);
    }

    @Reference(
            service = RuntimeListener.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void add(RuntimeListener listener) {
        core.engine().addListener(listener);
    }

    void remove(RuntimeListener listener) {
        core.engine().removeListener(listener);
    }
}
